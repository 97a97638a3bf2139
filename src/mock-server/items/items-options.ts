/** Ways in which vectors can be wrong. */
export const vectorFaults = [
  'too-few',
  'too-many',
  'index-twice',
  'index-outside',
  'uneven-lengths',
  'other-length',
  'nan',
  'null',
  'zeros',
  'per-token',
  'no-base64',
] as const

/** Ways in which a ranking can be wrong. */
export const scoreFaults = [
  'too-few',
  'too-many',
  'index-twice',
  'index-outside',
  'no-index',
  'nan',
  'null',
  'unsorted',
] as const

/** Answers of a mock server to `/v1/embeddings`, `/v1/rerank` and `/rerank`. */
export interface MockItemsOptions {
  /** Numbers of a vector, where the request asks for none. Default 8. */
  readonly dimensions?: number | undefined
  /**
   * Shape of answers: `openai` (`data`; of rankings Jina's `results`), `cohere` (`embeddings` by their form; tokens of
   * vectors in `meta.billed_units`, none of rankings), `data` (`data` also of rankings, as Voyage) or `list` (a bare
   * list, as TEI's own paths, whose tokens are in the header `x-compute-tokens`). Default `openai`.
   */
  readonly shape?: 'openai' | 'cohere' | 'data' | 'list' | undefined
  /** Vectors come in another order than their texts, each with its `index`. Default false. */
  readonly shuffled?: boolean | undefined
  /** Token counts of the answer: `prompt`, `total` only, `zeros`, `nonsense` or `absent`. Default `prompt`. */
  readonly usage?: 'prompt' | 'total' | 'zeros' | 'nonsense' | 'absent' | undefined
  /** A fault of every answer, or of every n-th. */
  readonly fault?: (typeof vectorFaults)[number] | (typeof scoreFaults)[number] | undefined
  /** The n of a fault that meets every n-th request. Default 1. */
  readonly every?: number | undefined
}
