import { LlmBenchError } from '../../errors.ts'

/** Most clients, or requests in flight, of one plan. */
export const mostConcurrency = 1024

/** An `invalid-option` error; the message is one line: what, value, way out. */
export function invalidLoad(message: string): LlmBenchError {
  return new LlmBenchError('invalid-option', message)
}

/** @throws LlmBenchError `invalid-option` for the first name that is no option of `call` */
export function refuseForeign(call: string, others: object, known: readonly string[]): void {
  const [foreign] = Object.keys(others)
  if (foreign !== undefined) {
    throw invalidLoad(
      `${call}: there is no option ${foreign}; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`,
    )
  }
}

/** @throws LlmBenchError `invalid-option` unless it is left out or a whole number from 1 to 1024 */
export function maxConcurrencyOf(call: string, value: number | undefined): number | null {
  if (value === undefined) return null
  if (Number.isInteger(value) && value >= 1 && value <= mostConcurrency) return value
  throw invalidLoad(
    `${call}: option maxConcurrency is ${value}: give a whole number from 1 to ${mostConcurrency}, or leave it out for no limit`,
  )
}
