/** The scalars that are kept of each request. */
export type ColumnName =
  | 'intended'
  | 'sent'
  | 'first'
  | 'firstVisible'
  | 'end'
  | 'inputTokens'
  | 'outputTokens'
  | 'cachedTokens'
  | 'cacheWriteTokens'
  | 'reasoningTokens'
  | 'hiddenTokens'
  | 'firstTokens'
  | 'failed'
  | 'slot'

/**
 * Columns as JSON holds them: base64 of little-endian float64, which survives blobs and merging; a single one for
 * a column whose values are all the same.
 */
export type EncodedColumns = { readonly n: number } & Readonly<Record<ColumnName, string>>

/** The histogram that stands for a series too long to keep, as `stats` makes and reads it. */
export interface DigestRecord {
  readonly relativeError: number
  readonly count: number
  readonly zeros: number
  readonly infinite: number
  readonly effective: number
  readonly indices: readonly number[]
  readonly counts: readonly number[]
}
