import type { ItemRateRecord, ItemsRecord, PointStatistics, ThroughputRecord } from '../../record/metric.ts'
import type { SampleColumns } from '../../samples/columns.ts'
import type { RequestFacts } from '../../samples/facts.ts'
import type { WorkloadRecord } from '../../record/workload.ts'
import { pointsOf } from '../distribution.ts'
import { throughputOf } from '../throughput.ts'
import { numbersOf, type Rows } from '../../samples/table/rows.ts'

/** Facts of a request that its work is told by. */
type ItemFacts = Pick<RequestFacts, 'state' | 'sent' | 'end' | 'items' | 'dimensions'> & {
  readonly tokens: Pick<RequestFacts['tokens'], 'input'>
}

/** Requests of a run and the same as columns, in the same order. */
interface ItemRequests {
  readonly samples: Rows<ItemFacts>
  /** Columns in which the run alone is at work: a rate is over its time. */
  readonly active: SampleColumns
  readonly concurrency: number
}

/** Work of a run of vectors or scores; null for one that generates text, and where no request says its items. */
export function itemsRecord(kind: WorkloadRecord['kind'], requests: ItemRequests): ItemsRecord | null {
  const { samples } = requests
  const isTold = samples.length > 0 && samples.every(({ items }) => items !== undefined)
  return (kind === 'embedding' || kind === 'rerank') && isTold ? workOf(kind, requests) : null
}

function workOf(kind: ItemsRecord['kind'], { samples, active, concurrency }: ItemRequests): ItemsRecord {
  const items = numbersOf(samples, (sample) => sample.items ?? Number.NaN)
  const answered = samples.filter(({ state }) => state === 'completed')
  const knowsInput = answered.length > 0 && answered.every(({ tokens }) => tokens.input !== null)
  const dimensions = new Set<number | null>()
  for (const sample of answered) dimensions.add(sample.dimensions ?? null)
  const [only = null] = dimensions
  const perItem = numbersOf(answered, ({ end, sent, items: count = 1 }) => (end - sent) / count)
  const rateOf = (work: Float64Array): ItemRateRecord => rateRecord({ ...active, outputTokens: work }, concurrency)
  return {
    kind,
    perRequest: { min: Math.min(...new Set(items)), max: Math.max(...new Set(items)) },
    answered: answered.reduce((sum, sample) => sum + (sample.items ?? 0), 0),
    dimensions: dimensions.size === 1 ? only : null,
    items: rateOf(items),
    // One that failed counts none, whatever its column says.
    inputTokens: knowsInput ? rateOf(active.inputTokens.map((tokens) => (Number.isNaN(tokens) ? 0 : tokens))) : null,
    latencyPerItem: finitePoints(perItem),
  }
}

/** Work of requests that are columns only, all of one kind and as many items. */
export function itemsOfColumns(
  { kind, dimensions }: Pick<ItemsRecord, 'kind' | 'dimensions'>,
  items: number,
  columns: SampleColumns,
  concurrency: number,
): ItemsRecord {
  const rows = Array.from(columns.sent.keys())
  const samples = rows.map((row) => {
    const input = columns.inputTokens[row] as number
    const isCounted = !Number.isNaN(input)
    return {
      state: columns.failed[row] === 1 ? 'failed' : 'completed',
      sent: columns.sent[row],
      end: columns.end[row],
      items,
      tokens: { input: isCounted ? input : null },
      dimensions: dimensions ?? undefined,
    } as ItemFacts
  })
  return workOf(kind, { samples, active: columns, concurrency })
}

/** The rate as if it were one of output tokens, for whoever judges those. */
export function asThroughput(rate: ItemRateRecord, throughput: ThroughputRecord): ThroughputRecord {
  const { steady } = throughput
  return {
    ...throughput,
    tokensPerSecond: rate.perSecond,
    steady: steady === null ? null : { ...steady, tokensPerSecond: rate.steadyPerSecond },
    tokensInterval: rate.interval,
    tokensEffectiveN: rate.effectiveN,
    tokensDoubt: rate.doubt,
    tokensNeeded: rate.needed,
  }
}

/** Rate of the work that stands in the column of output tokens. */
export function rateRecord(columns: SampleColumns, concurrency: number): ItemRateRecord {
  const rates = throughputOf(columns, concurrency)
  return {
    perSecond: rates.tokensPerSecond,
    steadyPerSecond: rates.steady?.tokensPerSecond ?? null,
    interval: rates.tokensInterval,
    effectiveN: rates.tokensEffectiveN,
    doubt: rates.tokensDoubt,
    needed: rates.tokensNeeded,
  }
}

/** Point statistics of a series as JSON holds them. */
export function finitePoints(values: Float64Array): PointStatistics {
  const points = pointsOf(values.toSorted())
  const finite = Object.entries(points).map(([name, value]) => [name, Number.isFinite(value) ? value : null])
  return Object.fromEntries(finite)
}
