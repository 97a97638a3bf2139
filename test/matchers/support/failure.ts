import { LlmBenchError } from '../../../src/errors.ts'

/** The message an assertion fails with; itself an error when the assertion stands. */
export function failureOf(assertion: () => unknown): string {
  const error = thrownBy(assertion)
  if (error instanceof LlmBenchError) throw error
  return error.message
}

/** The error of this package an assertion throws. */
export function refusalOf(assertion: () => unknown): LlmBenchError {
  const error = thrownBy(assertion)
  if (error instanceof LlmBenchError) return error
  throw error
}

function thrownBy(assertion: () => unknown): Error {
  try {
    assertion()
  } catch (error) {
    if (error instanceof Error) return error
  }
  throw new Error('the assertion stands')
}
