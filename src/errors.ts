import { plainText } from './plain-text.ts'

/** Every code an {@link LlmBenchError} can carry, grouped by the part that failed. */
export type LlmBenchErrorCode =
  | 'invalid-option'
  | 'invalid-workload'
  | 'plugin-missing'
  | 'unsupported-version'
  | 'model-not-found'
  | 'model-invalid'
  | 'model-unknown-shape'
  | 'model-unknown-quantization'
  | 'model-too-large'
  | 'model-download'
  | 'engine-missing'
  | 'engine-failed'
  | 'engine-unsupported'
  | 'host-crashed'
  | 'host-timeout'
  | 'server-missing'
  | 'server-failed'
  | 'server-timeout'
  | 'aborted'
  | 'not-measured'
  | 'price-unknown'
  | 'power-unknown'
  | 'report-write'
  | 'baseline-missing'
  | 'baseline-incompatible'
  | 'recording-missing'
  | 'recording-invalid'
  | 'endpoint-unreachable'
  | 'endpoint-refused'
  | 'revision-unusable'

/**
 * The one error class of this package. `message` is a single line that names the option or file,
 * the value received and the way out; `code` is stable and safe to test for; `cause` keeps the
 * original error.
 */
export class LlmBenchError extends Error {
  override readonly name = 'LlmBenchError'
  readonly code: LlmBenchErrorCode

  constructor(code: LlmBenchErrorCode, message: string, options?: { cause?: unknown }) {
    // Names and words of a file, a server or a model may be in it, and a terminal obeys some characters.
    super(plainText(message), options)
    this.code = code
  }
}

/**
 * Runs something whose errors Vitest prints before any test runs, whole: where ours was noticed says nothing to a
 * person then, so that the sentence stands alone.
 *
 * @throws LlmBenchError of `work`, without its stack, its code or its cause in what is printed
 */
export function inOneLine<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof LlmBenchError)) throw error
    error.stack = `${error.name}: ${error.message}`
    Object.defineProperty(error, 'code', { enumerable: false })
    Reflect.deleteProperty(error, 'cause')
    throw error
  }
}
