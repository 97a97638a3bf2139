/**
 * Places that a model is to tell the next token of. Those of one window may come in several pieces: the model keeps
 * what it has read of a window until the next one begins.
 */
export interface EvaluateRequest {
  /** Tokens to read. */
  readonly tokens: Uint32Array
  /** Tokens of the window that stand before them, and were read in earlier pieces; 0 for its first one. */
  readonly from: number
  /** First of them whose next token is scored. */
  readonly first: number
  /** The next token at each place from `first` on. */
  readonly targets: Uint32Array
  /** Tokens that a window holds at the most. */
  readonly contextSize: number
  /** Without flash attention, with keys and values in 32 bits; else as the model was loaded. */
  readonly exact: boolean
  readonly wish: EvaluateWish
}

/**
 * `scores`: how likely each target was; `distributions`: how likely the others were too, the `most` likeliest of them
 * (null for all); `divergence`: how far from distributions of a base at the same places.
 */
export type EvaluateWish =
  | { readonly kind: 'scores' }
  | { readonly kind: 'distributions'; readonly most: number | null }
  | { readonly kind: 'divergence'; readonly from: Distributions }

/** Answers of a model at each place. */
export interface Evaluated {
  /** ln p of each target. */
  readonly logProbabilities: Float64Array
  /** The likeliest token at each place. */
  readonly likeliest: Uint32Array
  readonly distributions: Distributions | null
  /** Divergence from the base at each place, in nats, and its probability of the tokens that were taken as one. */
  readonly divergence: { readonly nats: Float64Array; readonly leftOut: Float64Array } | null
}

/** Logits of several places. */
export interface Distributions {
  /** Tokens of each place. */
  readonly width: number
  /** Token of each logit; null where they are those of the whole vocabulary in its order. */
  readonly tokens: Uint32Array | null
  readonly logits: Float32Array
  /** ln of the sum of exp(logit) over the whole vocabulary, of each place. */
  readonly totals: Float64Array
}

/** Bytes that the distributions of one piece may take on their way between processes. */
const mostBytes = 64 * 2 ** 20

/** Places of which one piece may bring distributions of so many tokens each. */
export function placesInPiece(width: number): number {
  return Math.max(1, Math.floor(mostBytes / (8 * width)))
}
