import { LlmBenchError } from '../errors.ts'

/** An `invalid-workload` error; the message is one line: what, value, way out. */
export function invalidWorkload(message: string, cause?: unknown): LlmBenchError {
  return new LlmBenchError('invalid-workload', message, cause === undefined ? {} : { cause })
}

/** A value as a message shows it: JSON, at most 80 characters. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** @throws LlmBenchError `invalid-workload` for the first name that is no option */
export function refuseForeignOptions(others: object, known: readonly string[]): void {
  const [foreign] = Object.keys(others)
  if (foreign !== undefined) {
    throw invalidWorkload(`there is no option ${foreign}; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`)
  }
}
