/** Options of `embed`. */
export interface EmbedOptions {
  /**
   * Texts of a request: the next ones of the list, from its start again at its end. Default 1. A local model
   * evaluates them one after the other.
   */
  batch?: number
  /** Numbers of each vector, for models that can cut theirs. Default as many as the model has. */
  dimensions?: number
  /** Seed of `{ tokens }` texts. Default 0. */
  seed?: number
  /** Distinct texts prepared for `{ tokens }`. Default 256. */
  prompts?: number
}

/** Options of an endpoint's `embed`. */
export interface EndpointEmbedOptions extends EmbedOptions {
  /** Form of the vectors: `base64` is a third of the bytes. Default the server's own, which is mostly `float`. */
  encodingFormat?: 'float' | 'base64'
  /** Further fields of the request, such as `{ input_type: 'query' }`. */
  body?: Readonly<Record<string, unknown>>
}

/** Options of `rerank`. */
export interface RerankOptions {
  /** Best documents that come back. Default all. */
  topN?: number
}

/** Options of an endpoint's `rerank`. */
export interface EndpointRerankOptions extends RerankOptions {
  /** Further fields of the request, such as `{ return_documents: false }`. */
  body?: Readonly<Record<string, unknown>>
}
