import type { IntervalRecord, JsonNumber } from '../figure.ts'

/** How far a model's predictions lie from those of a base, at the same places of the same text. */
export interface IntrinsicBaseRecord {
  /** The base: its name, the spec it was asked for by, its quantization and the digest of its file. */
  base: { model: string; spec: string; quantization: string | null; modelHash: string | null; exact: boolean }
  /** Perplexity of the base on the same tokens. */
  basePerplexity: JsonNumber
  /** Mean of the sum of p_base (ln p_base - ln p), in nats a token. */
  mean: JsonNumber
  meanInterval: IntervalRecord | null
  median: JsonNumber
  /** 99.9th percentile; null for fewer than 1,000 places. */
  p999: JsonNumber
  /** Share of places at which both have the same likeliest token. */
  sameTop: number
  /** Places at which the base's likeliest token is the text's own and the model's is not, and the other way round. */
  flips: { toWrong: number; toRight: number; share: number }
  /**
   * Tokens of each place that were compared one by one; fewer than the vocabulary has where it is large: the base's
   * likeliest, and all others as one. The divergence is then "at least".
   */
  comparedTokens: number
  /** Mean of the base's probability of those others; null where there are none. */
  massLeftOut: JsonNumber
}
