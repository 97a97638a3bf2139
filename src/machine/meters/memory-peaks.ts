/** Highest resident memory of watched processes, in bytes; null where the system does not say. */
export interface MemoryPeaks {
  readonly rssBytes: number | null
  readonly anonBytes: number | null
  readonly fileBytes: number | null
}
