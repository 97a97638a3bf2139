import type { IntervalRecord } from '../../../record/figure.ts'
import type { ThroughputRecord } from '../../../record/metric.ts'
import { figureBeside, formatCount, formatLimit } from '../../../figures.ts'
import { atFullLoad, shiftedThroughput } from '../../../metrics/time-shift.ts'
import { noiseFloorFor } from '../../../runs/launches/noise-floor-for.ts'
import type { Subject } from '../../../runs/subject.ts'
import { checkWords } from '../../../verdicts/doubts.ts'
import type { Judgement } from '../../../verdicts/judgement.ts'
import { judgeByFloor } from '../../../verdicts/launches/judge-by-floor.ts'
import { judgeLaunches } from '../../../verdicts/launches/judge-launches.ts'
import { launchDetails, overLaunches } from '../../../verdicts/launches/launch-details.ts'
import { severalOf } from '../../../verdicts/launches/launch-values.ts'
import { logRate } from '../../../verdicts/launches/rate-value.ts'
import { judgeThroughputAbove } from '../../../verdicts/throughput.ts'
import { notMeasured } from '../measured-run.ts'
import type { Claim } from '../settled-claim.ts'
import { judgedRate, type RateOf } from './judged-rate.ts'

const counts = { outputTokens: 'tokens', inputTokens: 'tokens', items: 'items', tasks: 'tasks' } as const

/**
 * The claim that a run did more than so many of what is counted per second.
 * @throws LlmBenchError `not-measured` where it has no such rate
 */
export function throughputClaim(
  subject: Subject,
  asked: {
    readonly matcher: string
    readonly of: RateOf
    readonly limit: number
    readonly alpha: number
  },
): Claim {
  const { matcher, of, limit, alpha } = asked
  const { metric, unit, rates: throughput } = judgedRate(subject, of, matcher)
  const { requests, load } = subject.record
  const { attempted, failed } = requests
  const { concurrency } = load
  const isOutput = metric === 'tokenThroughput'
  // Launches keep their rates of output tokens only.
  const launches = isOutput ? severalOf(subject.record.launches) : []
  const isOne = isOutput && subject.record.launches?.length === 1
  const floor = isOne ? noiseFloorFor(subject, { metric: 'tokenThroughput' }) : null
  const judgeWith = (rates: ThroughputRecord): ReturnType<typeof judgeThroughputAbove> => {
    const whole = judgeThroughputAbove(rates, { attempted, concurrency }, limit, alpha)
    if (whole === null) return null
    if (launches.length === 0) {
      const byInterval = (wider: IntervalRecord | null): typeof whole =>
        judgeThroughputAbove(rates, { attempted, concurrency }, limit, alpha, wider) ?? whole
      return judgeByFloor(byInterval, { launch: logRate(rates, attempted), floor, limit, alpha })
    }
    // Rates that are moved to see what an error can have done are so for every launch alike.
    const shift = Math.log(whole.observed / (throughput.steady?.tokensPerSecond ?? throughput.tokensPerSecond ?? 0))
    const logs = Float64Array.from(launches, ({ tokensPerSecond: rate }) => Math.log(rate ?? Number.NaN) + shift)
    const ofLaunches = judgeLaunches(logs, { limit, side: 'above', n: attempted, alpha })
    return { ...ofLaunches, window: whole.window }
  }
  const judgement = judgeWith(throughput)
  if (judgement === null) throw notMeasured(matcher, withoutRate(subject))
  const failures = `${formatCount(failed)} of ${formatCount(attempted)} requests failed and count no ${counts[of]}`
  return {
    matcher,
    subject,
    metric,
    unit,
    what: `throughput${overLaunches(judgement)}`,
    relation: `above ${formatLimit(limit, unit)}`,
    threshold: limit,
    judgement,
    again: ({ between }) => judgeWith(shiftedThroughput(throughput, between)) ?? judgement,
    doubts: [
      ...(isOutput ? [] : launchDoubts(subject)),
      ...(judgement.verdict === 'fail'
        ? missingLoad(subject, (share) => judgeWith(atFullLoad(throughput, share)))
        : []),
    ],
    observed: `${figureBeside(judgement.observed, limit)} ${unit}`,
    provenance: subject.record.provenance,
    counted: 'requests',
    details: () => [
      `over the ${judgement.window} window ${concurrency === 0 ? `of ${load.text}` : `at concurrency ${concurrency}`}`,
      ...launchDetails(subject.record, judgement),
      ...(failed === 0 ? [] : [failures]),
    ],
  }
}

/** Doubts about a rate that is too low: with the load that was missing it might have been high enough. */
function missingLoad(
  { record: { checks, load } }: Subject,
  again: (share: number) => Judgement | null,
): readonly string[] {
  const { clientTime, rate } = load
  const missing: Readonly<Record<string, number>> = {
    'idle-clients': (clientTime?.idleMs ?? 0) / (clientTime?.clientMs ?? 1),
    'achieved-rate': 1 - (rate?.achieved ?? 1) / (rate?.asked ?? 1),
  }
  return checks.flatMap((check) => {
    const share = missing[check.id] ?? 0
    return check.status === 'invalid' && share > 0 && again(share)?.verdict !== 'fail' ? [checkWords(check)] : []
  })
}

/** Reason why several launches leave a rate of items open. */
function launchDoubts({ record }: Subject): readonly string[] {
  const count = severalOf(record.launches).length
  if (count === 0) return []
  return [
    `the run has ${formatCount(count)} launches, each of which may be quicker or slower as a whole, and their own ` +
      'rates are kept of output tokens only: claim a latency, or measure in one launch',
  ]
}

function withoutRate({ record: { throughput } }: Subject): string {
  return throughput.windowMs === null
    ? 'the run has no window to count tokens in'
    : 'nobody counted the tokens of its answers, which came in one piece: have the server send usage'
}
