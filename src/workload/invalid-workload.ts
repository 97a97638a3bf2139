import { LlmBenchError } from '../errors.ts'

/**
 * An `invalid-workload` error about a file.
 * @param message one line: the file and its line, the fault, the way out
 */
export function invalidWorkload(message: string, cause?: unknown): LlmBenchError {
  return new LlmBenchError('invalid-workload', message, cause === undefined ? {} : { cause })
}
