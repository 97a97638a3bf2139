import type { LaunchRecord } from '../../record/run.ts'
import { type LaunchValue, logMean, logMedian } from '../../stats/launches/launch-value.ts'

const statistics: Readonly<Record<'median' | 'mean', (values: Float64Array) => LaunchValue>> = {
  median: logMedian,
  mean: logMean,
}

/**
 * One value of each launch of a run, from an adjusted value of each request; of all of them together where it had one
 * launch. A file of an older release names no launches.
 * @param slots the turn of each request
 * @param rows the value of each request; NaN where it has none
 */
export function launchValues(
  launches: readonly LaunchRecord[] | undefined,
  { slots, rows }: { readonly slots: Float64Array; readonly rows: Float64Array },
  statistic: keyof typeof statistics,
): LaunchValue[] {
  const valueOf = statistics[statistic]
  const several = severalOf(launches)
  if (several.length === 0) return [valueOf(rows.filter((value) => !Number.isNaN(value)))]
  return several.map(({ slot }) => valueOf(rows.filter((value, row) => slots[row] === slot && !Number.isNaN(value))))
}

/** Launches, or blocks apart in time, that measured something; none where there was one only, or nobody can tell. */
export function severalOf(launches: readonly LaunchRecord[] | undefined): readonly LaunchRecord[] {
  const measured = (launches ?? []).filter(({ requests }) => requests > 0)
  return measured.length > 1 ? measured : []
}
