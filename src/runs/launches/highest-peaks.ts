import type { MemoryPeaks } from '../../machine/meters/memory-peaks.ts'

/** The higher of each figure of two launches; of one alone where the other's is not known. */
export function highestPeaks(one: MemoryPeaks | null, other: MemoryPeaks | null): MemoryPeaks | null {
  if (one === null || other === null) return one ?? other
  const higher = (of: (peaks: MemoryPeaks) => number | null): number | null => {
    const known = [of(one), of(other)].filter((bytes) => bytes !== null)
    return known.length === 0 ? null : Math.max(...known)
  }
  return {
    rssBytes: higher(({ rssBytes }) => rssBytes),
    anonBytes: higher(({ anonBytes }) => anonBytes),
    fileBytes: higher(({ fileBytes }) => fileBytes),
  }
}
