/** Gaps of requests, so many of each, in another order of the requests. */
export function orderedGaps(gaps: readonly number[], counts: Uint32Array, order: Uint32Array): number[] {
  const starts = new Float64Array(counts.length)
  for (let row = 1; row < counts.length; row++) {
    starts[row] = (starts[row - 1] as number) + (counts[row - 1] as number)
  }
  const ordered: number[] = []
  for (const row of order) {
    const from = starts[row] as number
    for (let gap = from; gap < from + (counts[row] as number); gap++) ordered.push(gaps[gap] as number)
  }
  return ordered
}
