import { metricDefinitions } from '../../../src/metrics/definitions.ts'
import type { ChangeRecord } from '../../../src/record/claim.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { latestAttempts, provenanceLabel } from '../run-label.ts'
import { versusLine } from '../versus.ts'
import { beforeAfter, type ChangeClaim, originText } from './claim-sentence.ts'
import { outcomeOf } from '../claims.ts'
import { plainName } from '../../../src/plain-text.ts'
import { formatCount, withFailures } from '../../../src/figures.ts'

/**
 * The comparisons of a report, a sentence each: which one is faster, how many times, both medians and the change in
 * per cent. A sweep has a sentence for all of its configurations, and several models have one together.
 */
export function comparisonLines(runs: readonly RunRecord[]): string[] {
  return latestAttempts(runs).flatMap((run) => {
    const line =
      run.sweep === null && (run.together ?? null) === null ? versusLine({ name: run.name, versus: run.versus }) : null
    return line === null ? [] : [`${line}${mediansOf(run, runs)}`]
  })
}

function mediansOf({ versus, metrics, provenance }: RunRecord, runs: readonly RunRecord[]): string {
  if (versus === null || versus === undefined) return ''
  const { metric, ratio, interval, name } = versus
  const first = runs.find(({ id }) => id === versus.run)
  const before = first?.metrics[metric].p50 ?? null
  const after = metrics[metric].p50
  if (before === null || after === null) return ''
  const { unit } = metricDefinitions[metric]
  const labels = new Set([first?.provenance ?? provenance, provenance].flatMap((of) => provenanceLabel(of) ?? []))
  const change = beforeAfter({ of: 'arm', name, statistic: 'p50', before, after, unit, ratio, interval })
  return ` (p50 of ${metric} ${change}${labels.size === 0 ? '' : `, ${[...labels].join(', ')}`})`
}

const words = { pass: 'the claim holds', fail: 'the claim failed', inconclusive: 'the claim is open' } as const

/** A run beside a declared figure, or its baseline, in one sentence. */
export function changeLine({ claim, subject }: ChangeClaim): string {
  const { change, metric, n, inclFailures } = claim
  const faster = speedUpText(change)
  const figure = change.statistic === 'throughput' ? 'throughput' : `${change.statistic} of ${plainName(metric)}`
  return (
    `${subject}: ${figure}${inclFailures === true ? withFailures : ''} ${beforeAfter(change)}` +
    `${change.of === 'declared' && faster !== null ? `, ${faster}` : ''} ` +
    `(before: ${originText(change)}; n = ${formatCount(n)}; ${words[outcomeOf(claim)]})`
  )
}

/** Times as fast: 2.5 times as fast, by less of a time or more of a rate; null where that cannot be said. */
function speedUpText({ ratio, unit, statistic }: ChangeRecord): string | null {
  if (ratio === null || !(ratio > 0)) return null
  const times = unit.endsWith('/s') ? ratio : 1 / ratio
  return `${times.toFixed(2)} times as ${statistic === 'throughput' ? 'much a second' : 'fast'}`
}
