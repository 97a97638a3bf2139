import { keptColumns } from '../../baseline/kept-source.ts'
import { metricNames } from '../../metrics/definitions.ts'
import { adjustedRows, type RequestMetric } from '../../metrics/series.ts'
import type { NoiseFloorRecord } from '../../record/baseline.ts'
import type { LaunchValue } from '../../stats/launches/launch-value.ts'
import { noiseFloorOf } from '../../stats/launches/noise-floor.ts'
import { launchValues } from '../../verdicts/launches/launch-values.ts'
import { launchRates } from '../../verdicts/launches/rate-value.ts'
import type { LoadedRun } from '../load-runs.ts'

/** The noise floors of one bench's figures beside medians: the mean of each metric, and its throughput. */
export function figureFloors(runs: readonly LoadedRun[]): NoiseFloorRecord[] {
  const [first] = runs
  if (first === undefined) return []
  const { key } = first
  const measuredAt = new Date().toISOString()
  const record = (
    figure: Pick<NoiseFloorRecord, 'metric' | 'statistic'>,
    values: readonly LaunchValue[],
  ): NoiseFloorRecord[] => {
    const floor = noiseFloorOf(values)
    return floor === null ? [] : [{ key, ...figure, ...floor, launches: values.length, measuredAt }]
  }
  return [
    ...metricNames.flatMap((metric) =>
      metric === 'interChunk'
        ? []
        : record(
            { metric, statistic: 'mean' },
            runs.flatMap((run) => meansOf(run, metric)),
          ),
    ),
    ...record(
      { metric: 'tokenThroughput' },
      runs.flatMap((run) => launchRates(run.record)),
    ),
  ]
}

/** The mean of each launch of an execution; none where its requests were not kept. */
function meansOf({ record, samples }: LoadedRun, metric: RequestMetric): LaunchValue[] {
  if (samples.kind !== 'columns') return []
  const measured = keptColumns(record, samples)
  return launchValues(record.launches, { slots: measured.columns.slot, rows: adjustedRows(metric, measured) }, 'mean')
}
