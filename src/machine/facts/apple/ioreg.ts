import { agreed, wholeNumber } from '../whole-number.ts'

/** Most cores of a graphics processor that are believed. */
const mostGpuCores = 1024

/**
 * GPU cores in the output of `ioreg -rc AGXAccelerator`: `"gpu-core-count" = 40`. Null where it is not said, is
 * said twice and differently, or is no count: ioreg prints negative numbers as they wrap at 2^64.
 */
export function gpuCores(output: string): number | null {
  // The end of the line belongs to it: a count that was cut off is another count.
  const found = [...output.matchAll(/"gpu-core-count" = (\d+)\s*[\n,}]/gu)].map(([, count]) => count ?? '')
  const counts = found.map((count) => wholeNumber(count, 1, mostGpuCores))
  return counts.includes(null) ? null : agreed(counts)
}
