import { pairedCostInterval } from '../../../cost/task/paired-cost.ts'
import { plainName } from '../../../plain-text.ts'
import type { CostPart } from '../../../record/cost.ts'
import type { IntervalRecord } from '../../../record/figure.ts'
import type { Subject } from '../../../runs/subject.ts'
import type { ApiCost } from './api-cost.ts'
import type { OwnCost } from './own-cost.ts'

/**
 * Interval of the mean cost of a run's requests, as of a sample of those that it could have made: where two runs are
 * paid by their tokens, each has answers of its own. A request costs what its tokens make of the mean cost of input and
 * output. Not bounded above below five requests that are worth something alone.
 */
function sampledInterval({ record, measured }: Subject): IntervalRecord | null {
  const { inputTokens, outputTokens, failed } = measured.columns
  const rows = [...failed.keys()].filter((row) => failed[row] === 0)
  const { parts = [], usdPerRequest = 0 } = record.cost ?? {}
  const [input, output] = [usdOf(parts, 'input tokens'), usdOf(parts, 'output tokens')]
  const [read, written] = [shares(inputTokens, rows, input), shares(outputTokens, rows, output)]
  const rest = usdPerRequest - input - output
  const usd = Float64Array.from(rows, (_, place) => rest + (read[place] ?? 0) + (written[place] ?? 0))
  return pairedCostInterval(usd, new Float64Array(rows.length).fill(1))
}

/** Both sides of a saving, each cost with the interval of the sample that it is of, and what leaves it open. */
export interface SampledSides {
  readonly own: OwnCost
  readonly api: ApiCost
  readonly doubts: readonly string[]
}

/**
 * Both sides of a saving. Paid by tokens against another run that is, each is a sample of its own; against a price both
 * are of the same requests.
 */
export function sampledSides(subject: Subject, { own, api }: Omit<SampledSides, 'doubts'>): SampledSides {
  const { other } = api
  const isOfTokens = own.basis === 'tokens'
  const areSamples = isOfTokens && other?.record.cost?.basis === 'tokens'
  const ofSample = (side: Subject, interval: IntervalRecord | null): IntervalRecord | null =>
    areSamples && !isTask(side) ? (interval ?? sampledInterval(side)) : interval
  const mine = ofSample(subject, own.interval)
  const theirs = other === undefined ? api.interval : ofSample(other, api.interval)
  const isPaired = isOfTokens && (api.ownShare ?? null) !== null
  return {
    own: { ...own, interval: mine },
    api: { ...api, interval: theirs, side: { ...api.side, interval: theirs } },
    doubts: [
      ...(!isPaired && (areSamples || isTask(subject)) ? sampleDoubts(subject, mine) : []),
      ...(other !== undefined && (areSamples || isTask(other)) ? sampleDoubts(other, theirs) : []),
    ],
  }
}

/** Reasons why a cost of a sample settles nothing: of too few requests, or of a task whose executions nobody kept. */
function sampleDoubts({ record }: Subject, interval: IntervalRecord | null): string[] {
  const whose = `"${plainName(record.name)}"`
  if (record.target.kind === 'task') {
    return interval === null
      ? [`nobody can tell by how much the executions of ${whose} differ in cost: measure it again`]
      : []
  }
  return interval === null || interval.high === null
    ? [`too few requests of ${whose} to tell what others would cost: measure 5 at least, better 20`]
    : []
}

function isTask({ record }: Subject): boolean {
  return record.target.kind === 'task'
}

function usdOf(parts: readonly CostPart[], label: string): number {
  return parts.find((part) => part.label === label)?.value ?? 0
}

/** A mean cost by request, as each one's tokens are to their mean; the same of all where nobody counted them. */
function shares(tokens: Float64Array, rows: readonly number[], usd: number): number[] {
  const counts = rows.map((row) => tokens[row] ?? Number.NaN)
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.map((count) => (mean > 0 ? (usd * count) / mean : usd))
}
