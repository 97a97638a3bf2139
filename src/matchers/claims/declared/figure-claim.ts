import { metricDefinitions } from '../../../metrics/definitions.ts'
import type { MetricName } from '../../../record/metric.ts'
import type { Subject } from '../../../runs/subject.ts'
import type { Settled } from '../../../checks/directed-doubts.ts'
import { samplesToPass } from '../../../stats/intervals/binomial.ts'
import { opposite } from '../../../verdicts/judgement.ts'
import { meanClaim } from '../mean-claim.ts'
import { percentileClaim } from '../percentile-claim.ts'
import type { RateOf } from '../rates/judged-rate.ts'
import { throughputClaim } from '../rates/throughput-claim.ts'
import type { Claim } from '../settled-claim.ts'
import type { DeclaredName } from './declared-schema.ts'

/** A figure of a run that is claimed to be better than a limit. */
interface AskedFigure {
  readonly matcher: string
  readonly name: DeclaredName
  readonly metric: MetricName
  readonly limit: number
  readonly alpha: number
}

const percentiles = { p50: 50, p90: 90, p95: 95, p99: 99 } as const

/** The claim that a figure of a run lies on the better side of a limit: a time below it, a speed or a rate above. */
export function betterThan(subject: Subject, { matcher, name, metric, limit, alpha }: AskedFigure): Claim {
  if (name === 'throughput') return throughputClaim(subject, { matcher, of: countedBy(subject), limit, alpha })
  const isTime = metricDefinitions[metric].better === 'lower'
  const asked = { matcher, metric, limit, alpha }
  const below =
    name === 'mean' ? meanClaim(subject, asked) : percentileClaim(subject, { ...asked, percentile: percentiles[name] })
  if (isTime) return below
  const claim = above(below, limit)
  return name === 'mean' ? claim : { ...claim, judgement: { ...claim.judgement, floor: floorOf(claim, name, alpha) } }
}

/** Fewest values with which a percentile can lie above a limit: its lower end must be bounded. */
function floorOf({ judgement: { n, effectiveN } }: Claim, name: keyof typeof percentiles, alpha: number): number {
  return Math.ceil((samplesToPass(1 - percentiles[name] / 100, 0, alpha) * n) / Math.max(1, effectiveN))
}

/** The rate that tells a run's work: of executions, of vectors or scores, or of output tokens. */
function countedBy({ record }: Subject): RateOf {
  if ((record.task ?? null) !== null) return 'tasks'
  return (record.items ?? null) === null ? 'outputTokens' : 'items'
}

/** The opposite of a claim of "below": a figure at the limit is not above it. */
function above(claim: Claim, limit: number): Claim {
  const { again } = claim
  const judgement = opposite(claim.judgement)
  const isAt = judgement.verdict === 'pass' && judgement.interval?.low === limit
  return {
    ...claim,
    // Values below the limit are not what is claimed.
    under: undefined,
    judgement: {
      ...judgement,
      verdict: isAt ? 'inconclusive' : judgement.verdict,
      // Nothing that is not known is above.
      pointHolds: typeof judgement.observed === 'number' && judgement.observed > limit,
    },
    ...(again === undefined ? {} : { again: (shift, of) => turned(again(shift, of)) }),
    details: (negated, inDoubt) => claim.details(!negated, inDoubt),
  }
}

function turned({ verdict, pointHolds }: Settled): Settled {
  const verdicts = { pass: 'fail', fail: 'pass', inconclusive: 'inconclusive' } as const
  return { verdict: verdicts[verdict], pointHolds: !pointHolds }
}
