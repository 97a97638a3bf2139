import { metricDefinitions } from '../../metrics/definitions.ts'
import { isKnownInSum } from '../../metrics/known-in-sum.ts'
import type { MetricName } from '../../record/metric.ts'
import type { RequestMetric } from '../../metrics/series.ts'
import type { Subject } from '../../runs/subject.ts'
import type { PairedBlocks } from '../../verdicts/comparison.ts'
import { logMedian } from '../../stats/launches/launch-value.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import { severalOf } from '../../verdicts/launches/launch-values.ts'
import type { Acceptable } from './accept-option.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { measuredRun, notMeasured, runBeside } from './measured-run.ts'
import { noiseFloorFor } from '../../runs/launches/noise-floor-for.ts'
import { adjustedRowsOf } from './series-of.ts'
import { plainName } from '../../plain-text.ts'

/** Two arms of one interleaved comparison. */
export interface Arms {
  readonly ours: Subject
  readonly theirs: Subject
}

/**
 * The two runs of a comparing matcher.
 *
 * @throws LlmBenchError `not-measured` when one is no run or they were not measured in turns by one
 * `bench.compare`; `invalid-option` when they are the same run.
 */
export function armsOf(received: unknown, other: unknown, matcher: string, accepted: readonly Acceptable[] = []): Arms {
  const ours = measuredRun(received, matcher, accepted)
  const theirs = runBeside(other, `${matcher} (other)`, accepted)
  const [one, two] = [ours.record, theirs.record]
  if (one.id === two.id) {
    throw notAllowed(`${matcher}(other)`, `run ${shown(one.name)} itself`, 'the other run')
  }
  if (one.load.comparison === null || one.load.comparison !== two.load.comparison) {
    throw notMeasured(
      matcher,
      `runs "${plainName(one.name)}" and "${plainName(two.name)}" were not measured in turns, ` +
        'so that the machine may have changed between them; measure both in one bench.compare',
    )
  }
  return { ours, theirs }
}

/**
 * The adjusted values of a metric in pairs of neighbouring blocks: in the order of the turns a block
 * of one arm goes with the next one where that is of the other arm. These are the two of one row of the
 * order, in which every arm has one turn (of ABBA, AB and BA). A block without a neighbour is left out.
 *
 * @throws LlmBenchError `not-measured` when an arm has no value of the metric by block.
 */
export function pairedBlocks({ ours, theirs }: Arms, metric: MetricName, matcher: string): PairedBlocks {
  if (metric === 'interChunk') {
    throw notMeasured(matcher, 'interChunk is pooled over all requests and cannot be paired by block; compare tpot')
  }
  if ([ours, theirs].some(({ measured }) => isKnownInSum(metric, measured))) {
    throw notMeasured(
      matcher,
      `${metric} has one value over all requests, for cached tokens are known by the server's counters only, and ` +
        'cannot be paired by block; compare ttft, or have the answers tell them (vLLM: --enable-prompt-tokens-details)',
    )
  }
  const blocks = [
    ...blocksOf(ours, adjustedRowsOf(ours, metric, matcher), true),
    ...blocksOf(theirs, adjustedRowsOf(theirs, metric, `${matcher} (other)`), false),
  ].toSorted((a, b) => a.slot - b.slot)
  const pairs: { ours: Float64Array[]; theirs: Float64Array[] } = { ours: [], theirs: [] }
  for (let index = 0; index + 1 < blocks.length; index++) {
    const [one, next] = [blocks[index] as ArmBlock, blocks[index + 1] as ArmBlock]
    if (one.isOurs === next.isOurs) continue
    pairs.ours.push(one.isOurs ? one.values : next.values)
    pairs.theirs.push(one.isOurs ? next.values : one.values)
    index++
  }
  const requests = Math.min(ours.record.requests.attempted, theirs.record.requests.attempted)
  const ownBlocks = new Set(ours.measured.columns.slot).size
  const requestsPerBlock = ours.record.requests.attempted / ownBlocks
  const { better } = metricDefinitions[metric]
  const arms = { ours, theirs }
  return {
    ...pairs,
    better,
    requests,
    requestsPerBlock,
    launches: launchesOf(arms, blocks),
    byFloor: floorsOf(arms, metric, matcher),
  }
}

/** The one launch of either arm with the noise floor of its bench; null where an arm had several, or has no floor. */
function floorsOf({ ours, theirs }: Arms, metric: RequestMetric, matcher: string): PairedBlocks['byFloor'] {
  const [one, other] = [ours, theirs].map((arm) => {
    const floor = arm.record.launches?.length === 1 ? noiseFloorFor(arm, { metric }) : null
    if (floor === null) return null
    const rows = adjustedRowsOf(arm, metric, matcher)
    return { launch: logMedian(rows.filter((value) => !Number.isNaN(value))), floor }
  })
  return one === undefined || one === null || other === undefined || other === null
    ? null
    : { ours: one, theirs: other }
}

/** The logarithm of each launch's median, where both runs had several: each is a block then. */
function launchesOf({ ours, theirs }: Arms, blocks: readonly ArmBlock[]): PairedBlocks['launches'] {
  if ([ours, theirs].some(({ record }) => severalOf(record.launches).length === 0)) return null
  const logsOf = (own: boolean): Float64Array =>
    Float64Array.from(
      blocks.filter(({ isOurs }) => isOurs === own),
      ({ values }) => Math.log(medianOf(values)),
    )
  return { ours: logsOf(true), theirs: logsOf(false) }
}

interface ArmBlock {
  readonly slot: number
  readonly isOurs: boolean
  readonly values: Float64Array
}

function blocksOf({ measured }: Subject, values: Float64Array, isOurs: boolean): ArmBlock[] {
  const bySlot = new Map<number, number[]>()
  for (const [row, slot] of measured.columns.slot.entries()) {
    const value = values[row] as number
    if (Number.isNaN(value)) continue
    const block = bySlot.get(slot)
    if (block === undefined) bySlot.set(slot, [value])
    else block.push(value)
  }
  return [...bySlot].map(([slot, block]) => ({ slot, isOurs, values: Float64Array.from(block) }))
}
