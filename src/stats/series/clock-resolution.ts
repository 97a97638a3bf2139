/** Coarseness of a series of times. */
export interface ClockResolution {
  /** Smallest non-zero difference of two values, in their unit; null where all are equal. */
  readonly smallestGap: number | null
  /** Share of values equal to their neighbour in order: about 0 for a clock finer than the noise. */
  readonly tiedShare: number
}

/** Resolution seen in an ascending series; infinite values are left out. */
export function clockResolution(sorted: Float64Array): ClockResolution {
  let smallest = Number.POSITIVE_INFINITY
  let ties = 0
  let neighbours = 0
  for (let i = 1; i < sorted.length; i++) {
    const gap = (sorted[i] as number) - (sorted[i - 1] as number)
    if (!Number.isFinite(gap)) continue
    neighbours++
    if (gap === 0) ties++
    else smallest = Math.min(smallest, gap)
  }
  return {
    smallestGap: Number.isFinite(smallest) ? smallest : null,
    tiedShare: neighbours === 0 ? 0 : ties / neighbours,
  }
}
