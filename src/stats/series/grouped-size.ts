import { momentsOf } from '../moments.ts'
import { effectiveSize, type EffectiveSize } from './effective-size.ts'
import { areBinary, type NumberSeries, release } from './values.ts'

/**
 * Effective size of flags of 0 and 1 in time order.
 *
 * @param groups numbers of neighbouring flags that belong together; undefined where each stands for itself
 */
export function sizeOfFlags(flags: Uint8Array, groups: Uint32Array | undefined): EffectiveSize {
  if (groups !== undefined) return groupedSize(flags, groups)
  const wide = Float64Array.from(flags)
  const size = effectiveSize(wide)
  release(wide)
  return size
}

/** Fewest groups that differ from the others: of fewer nobody knows how far such a group goes. */
const fewestDeviating = 5

/**
 * Effective size of values that come in groups, such as the gaps between the chunks of a request, for their mean or for
 * the share of those that are 1. A group is the unit: the variance of the mean over groups (Cochran 1977, ratio
 * estimator) says how many values these are worth, and the autocorrelation of the groups' own means how many groups.
 * Where fewer than five groups have a 1 in a series of 0 and 1, each group counts as one value. Never more than there
 * are values.
 */
export function groupedSize(values: NumberSeries | Uint8Array, groups: Uint32Array): EffectiveSize {
  const n = values.length
  const { mean, variance } = momentsOf(values)
  const means = new Float64Array(groups.length)
  let count = 0
  let between = 0
  let at = 0
  let deviating = 0
  for (const size of groups) {
    if (size === 0) continue
    let own = 0
    for (let i = at; i < at + size; i++) own += values[i] as number
    at += size
    between += (own - mean * size) ** 2
    means[count++] = own / size
    if (own > 0) deviating++
  }
  const ofGroups = effectiveSize(means.subarray(0, count))
  release(means)
  const isBinary = areBinary(values)
  // Values as many times as their own variance goes into that of the groups' sums.
  const worth = between > 0 ? (n * (n - 1) * variance) / between : n
  const independent = isBinary && deviating < fewestDeviating ? count : worth
  const effective = Math.min(n, Math.max(1, independent * (ofGroups.effective / Math.max(1, count))))
  return { ...ofGroups, n, effective, significant: effective < n }
}
