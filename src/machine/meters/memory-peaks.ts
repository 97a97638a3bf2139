/** Highest memory of a host since it was last asked to forget, in bytes; null where unknown. */
export interface MemoryPeaks {
  readonly rssBytes: number | null
  readonly anonBytes: number | null
  readonly fileBytes: number | null
}
