import type { LlamaContext, LlamaContextSequence, Token } from 'node-llama-cpp'

/** The engine's own calls on a context, below the JavaScript of node-llama-cpp. */
export interface NativeContext {
  initBatch(tokens: number): void
  /** @returns places in the batch whose probabilities can be sampled */
  addToBatch(sequence: number, position: number, tokens: Uint32Array, sampled: Uint32Array): Uint32Array
  decodeBatch(): Promise<void>
  sampleToken(place: number, sampler: object): Promise<Token>
  /**
   * Forgets the tokens from one position up to another.
   * @returns false where the state of the model cannot be cut
   */
  removeTokenCellsFromSequence(sequence: number, start: number, end: number): boolean
}

/** Releases of node-llama-cpp in which these calls were read and tried: they are no part of its interface. */
const known = /^3\.22\./

/** Whether the engine's own calls are known in a release of node-llama-cpp. */
export function isKnownRelease(version: string): boolean {
  return known.test(version)
}

/** The engine's own calls on a context; null where this release has others. */
export function nativeContext(context: LlamaContext): NativeContext | null {
  const native = (context as unknown as { _ctx?: Partial<NativeContext> })._ctx
  const calls = [
    native?.initBatch,
    native?.addToBatch,
    native?.decodeBatch,
    native?.sampleToken,
    native?.removeTokenCellsFromSequence,
  ]
  return calls.every((call) => typeof call === 'function') ? (native as NativeContext) : null
}

/** Number of a sequence in its context; null where this release does not show it. */
export function sequenceNumber(sequence: LlamaContextSequence): number | null {
  const { _sequenceId: number } = sequence as unknown as { _sequenceId?: unknown }
  return typeof number === 'number' ? number : null
}

/** Keeps a context from being disposed of while a thread of its own works in it. */
export function keepOpen(context: LlamaContext): Disposable {
  const guard = (context as unknown as { _backendContextDisposeGuard?: DisposeGuard })._backendContextDisposeGuard
  const handle = guard?.createPreventDisposalHandle()
  return { [Symbol.dispose]: () => handle?.dispose() }
}

interface DisposeGuard {
  createPreventDisposalHandle(): { dispose(): void }
}
