import { LlmBenchError } from '../errors.ts'

/** An `invalid-workload` error about a file; the message is one line: the file and its line, what is wrong, the way out. */
export function invalidWorkload(message: string, cause?: unknown): LlmBenchError {
  return new LlmBenchError('invalid-workload', message, cause === undefined ? {} : { cause })
}
