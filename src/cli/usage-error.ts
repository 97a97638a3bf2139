import { LlmBenchError } from '../errors.ts'

/** An error of how a command was called: one line. */
export function usageError(message: string): LlmBenchError {
  return new LlmBenchError('invalid-option', message)
}
