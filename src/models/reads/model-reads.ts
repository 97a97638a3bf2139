/** Keys and values that layers of one kind keep of each token. */
export interface LayerCache {
  /** Layers that read such a cache for each token. */
  readonly layers: number
  /** Layers that have one of their own in memory: others may read it too. */
  readonly kept: number
  /** Heads of queries. */
  readonly heads: number
  /** Numbers of all heads' keys of a token. */
  readonly keys: number
  /** Numbers of all heads' values of a token; 0 where they are kept with the keys. */
  readonly values: number
  /** Numbers that the queries of a token are multiplied with, for each token before it. */
  readonly queries: number
  /** Tokens that the layer looks back at; null for all. */
  readonly window: number | null
  /** Whether the window begins anew every so many tokens, instead of moving with them. */
  readonly chunked: boolean
}

/** Weights that are read, and multiplied, for the tokens of a model. Sizes in bytes, by the header of its files. */
export interface ModelReads {
  /** Parameters that a token goes through: all but the experts that it does not use. */
  readonly activeParameters: number
  /** Experts of a layer, and those that a token goes through: a mean where layers differ. Null for a dense model. */
  readonly experts: { readonly count: number; readonly used: number } | null
  /** Weights that each step reads, however many tokens are in it. */
  readonly sharedBytes: number
  /** Rows that are looked up for one token. */
  readonly rowBytes: number
  /** All experts among which a router chooses. */
  readonly expertBytes: number
  /** Width of what goes from layer to layer, in values. */
  readonly embedding: number
  /** Parameters of the layers that one token is multiplied with. */
  readonly multiplied: number
  /** Parameters of the matrix that makes probabilities of the last layer's output. */
  readonly outputParameters: number
  /** Caches by kind of layer; null where the architecture keeps something that is not counted here. */
  readonly caches: readonly LayerCache[] | null
}
