import { formatCount, formatNumber } from '../figures.ts'
import type { PairRecord } from '../record/claim.ts'
import type { MetricName } from '../record/metric.ts'

/** Metrics that grow with the length of an answer. */
const wholeAnswers: ReadonlySet<MetricName> = new Set(['latency', 'response'])
/** Share by which mean lengths may differ, and the one that is too much whatever chance can do. */
const sameShare = 0.01
const otherShare = 0.1
/** Standard errors of the mean difference that chance may make. */
const byChance = 2

/** Work of the two arms of a comparison, and how much chance there is in the difference of their lengths. */
export interface PairWork extends PairRecord {
  /** Standard error of the difference of the mean lengths, in tokens. */
  readonly error: number
}

/** Doubts about a comparison of such a metric whose arms did not do the same work; none where they did. */
export function workDoubts(work: PairWork, metric: MetricName): string[] {
  if (!wholeAnswers.has(metric)) return []
  const [our = 0, their = 0] = work.items ?? []
  if (our !== their)
    return [
      `the arms did not do the same work (${formatNumber(our)} / ${formatNumber(their)} items a request), so that ` +
        `${metric} tells their batches: give both the same batch`,
    ]
  const [ours, theirs] = work.outputTokens
  if (ours === null || theirs === null) return []
  const apart = Math.abs(ours - theirs)
  const share = apart / Math.max(ours, theirs)
  const isUnequal = share > otherShare || (share > sameShare && apart > byChance * work.error)
  if (!isUnequal) return []
  return [
    `the arms did not do the same work (${workWords(work)}), so that ${metric} tells their lengths: ` +
      "compare { of: 'tpot' }, or let both answer with as many tokens (workload option { ignoreEos: true })",
  ]
}

/** Words for the work of both arms: `same answers 3 of 20, output tokens 7 / 64 (means)`. */
export function workWords({ outputTokens, answers, items }: PairRecord): string {
  if (items !== undefined) return `items a request ${formatNumber(items[0])} / ${formatNumber(items[1])} (means)`
  const [ours, theirs] = outputTokens
  const found = answers === null ? '' : `same answers ${formatCount(answers.same)} of ${formatCount(answers.both)}`
  if (ours === null && theirs === null) return found === '' ? 'nothing was counted of their work' : found
  const same = found === '' ? '' : `${found}, `
  return `${same}output tokens ${formatNumber(ours)} / ${formatNumber(theirs)} (means)`
}
