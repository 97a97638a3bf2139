import type { IntrinsicBaseRecord } from './divergence.ts'
import type { IntervalRecord, JsonNumber, Provenance } from '../figure.ts'
import type { PlaceRecord } from '../place.ts'
import type { TargetRecord } from '../target.ts'

/** Sums of neighbouring windows of a text, by which intervals are made: an element for each block of them. */
export interface IntrinsicBlocksRecord {
  /** Scored tokens. */
  tokens: number[]
  /** UTF-8 bytes of these. */
  bytes: number[]
  /** Sum of -ln p(token | those before it); null for one that was given no chance at all. */
  nats: JsonNumber[]
  /** Sum of the divergence at each of them; null where there is no base. */
  divergence: JsonNumber[] | null
}

/** How well a local model foretells a text: a property of its weights, and no matter of speed. */
export interface IntrinsicRecord {
  /** The text that was scored: `name` of its file, null for one that stood in the test. */
  text: { name: string | null; bytes: number; tokens: number; sha256: string }
  /** Digest of the vocabulary: per-token figures of different ones are not to be compared. */
  vocabulary: { size: number; digest: string }
  /**
   * `full`: every token once, each with half a window before it at least, as far as there is so much; `llama.cpp`: the
   * second half of each of the windows, one after the other, as llama-perplexity does.
   */
  protocol: 'full' | 'llama.cpp'
  /** Most tokens in a window. */
  contextSize: number
  windows: number
  /** Whether each window begins with the token that begins texts. */
  bos: boolean
  /** Tokens whose probability was taken, and their UTF-8 bytes. */
  scoredTokens: number
  scoredBytes: number
  /** `estimated` where the vocabulary does not tell the bytes of its tokens. */
  bytesCounted: 'exact' | 'estimated'
  /** Whether flash attention was off and keys and values were kept in 32 bits, whatever the model was loaded with. */
  exact: boolean
  /** exp of the mean of -ln p(token | those before it); null where one was given no chance at all. */
  perplexity: JsonNumber
  perplexityInterval: IntervalRecord | null
  /** -ln p of all scored tokens over ln 2 times their bytes: of any vocabulary. */
  bitsPerByte: JsonNumber
  bitsPerByteInterval: IntervalRecord | null
  blocks: IntrinsicBlocksRecord
  /** Against a base; null for a model alone. */
  divergence: IntrinsicBaseRecord | null
}

/** One call of `perplexity` or `klDivergence`. */
export interface IntrinsicResultRecord extends PlaceRecord, IntrinsicRecord {
  name: string
  provenance: Provenance
  target: Pick<
    TargetRecord,
    'model' | 'spec' | 'source' | 'quantization' | 'modelHash' | 'backend' | 'device' | 'threads' | 'engine'
  >
}
