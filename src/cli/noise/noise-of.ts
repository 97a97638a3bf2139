import { keptMetric } from '../../baseline/kept-source.ts'
import { metricNames } from '../../metrics/definitions.ts'
import type { Fingerprint } from '../../record/environment.ts'
import type { NoiseFloorRecord } from '../../record/baseline.ts'
import { figureFloors } from './figure-floors.ts'
import { launchesToSee, visibleChange } from '../../stats/launches/launch-plan.ts'
import { noiseFloorOf } from '../../stats/launches/noise-floor.ts'
import { isSimulated } from '../../verdicts/simulated-run.ts'
import type { LoadedRun } from '../load-runs.ts'

/** The noise of one metric of one bench. */
export interface BenchNoise {
  readonly name: string
  readonly fingerprint: Fingerprint
  readonly floor: NoiseFloorRecord
  /** Floors of the bench's means and throughput, with the first of its metrics. */
  readonly others: readonly NoiseFloorRecord[]
  /** Standard deviation between launches, as a share. */
  readonly spread: number
  /** Change that so many launches of each of two arms show in four of five comparisons, as a share. */
  readonly visible: number
  /** Launches of each arm that show the wanted change; null where no number of them does. */
  readonly wanted: number | null
}

/**
 * The noise of every metric of every bench that several executions measured. A bench that was measured by fewer than
 * two launches, in part only, or on a machine that nobody knows, has none, and one that is simulated has no noise.
 * @param executions runs of each
 * @param change share that is to be seen
 */
export function noiseOf(executions: readonly (readonly LoadedRun[])[], change: number): BenchNoise[] {
  const runs = executions.flat().filter(({ record }) => record.state === 'complete' && !isSimulated(record))
  return [...Map.groupBy(runs, ({ key }) => key).values()].flatMap((same) => noiseOfBench(same, change))
}

function noiseOfBench(runs: readonly LoadedRun[], change: number): BenchNoise[] {
  const [first] = runs
  const fingerprint = first?.fingerprint ?? null
  if (first === undefined || fingerprint === null) return []
  const others = figureFloors(runs)
  const ofMetrics = metricNames.flatMap((metric) => {
    const values = runs.flatMap(({ record, samples }) => {
      const kept = keptMetric(metric, record, samples)
      return kept.kind === 'samples' ? (kept.source.launches ?? []) : []
    })
    const floor = noiseFloorOf(values)
    if (floor === null) return []
    const launches = values.length
    return {
      name: first.record.name,
      fingerprint,
      floor: { key: first.key, metric, ...floor, launches, measuredAt: new Date().toISOString() },
      others: [],
      spread: Math.sqrt(floor.variance),
      visible: visibleChange(floor.variance, launches),
      wanted: launchesToSee(floor.variance, change),
    }
  })
  const [head, ...rest] = ofMetrics
  return head === undefined ? [] : [{ ...head, others }, ...rest]
}
