/** Highest resident memory while it was watched, in bytes; null where the system does not say. */
export interface MemoryPeaks {
  readonly rssBytes: number | null
  readonly anonBytes: number | null
  readonly fileBytes: number | null
}
