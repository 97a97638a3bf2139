import { LlmBenchError } from '../errors.ts'

/** The error of a command that was called wrongly: one line. */
export function usageError(message: string): LlmBenchError {
  return new LlmBenchError('invalid-option', message)
}
