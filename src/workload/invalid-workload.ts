import { LlmBenchError } from '../errors.ts'

/** An `invalid-workload` error; the message is one line: what, value, way out. */
export function invalidWorkload(message: string, cause?: unknown): LlmBenchError {
  return new LlmBenchError('invalid-workload', message, cause === undefined ? {} : { cause })
}

/** A value as a message shows it: JSON, at most 80 characters. */
export function shown(value: unknown): string {
  const text = json(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** Undefined for what JSON does not know, be it refused or left out. */
function json(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

/** @throws LlmBenchError `invalid-workload` for options that are none, such as a bare number */
export function refuseNoOptions(options: unknown): void {
  if (typeof options === 'object' && options !== null && !Array.isArray(options)) return
  throw invalidWorkload(`the options of a request are ${shown(options)}: give an object such as { maxTokens: 64 }`)
}

/** @throws LlmBenchError `invalid-workload` for the first name that is no option */
export function refuseForeignOptions(others: object, known: readonly string[]): void {
  const [foreign] = Object.keys(others)
  if (foreign !== undefined) {
    throw invalidWorkload(
      `there is no option ${foreign}; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`,
    )
  }
}
