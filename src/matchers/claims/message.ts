import type { ClaimPolicy } from '../../record/claim.ts'
import type { IntervalRecord } from '../../record/figure.ts'
import type { RunRecord } from '../../record/run.ts'
import { isSimulated } from '../../verdicts/simulated-run.ts'
import type { Attempts } from '../../worker/attempts.ts'
import type { Judgement, LaunchSupport } from '../../verdicts/judgement.ts'
import { launchScope, scopeWords } from '../../verdicts/launches/launch-scope.ts'
import { hasRandomExperts, randomExpertsLabel } from '../../models/random-experts.ts'
import { estimatesTokens } from '../../verdicts/estimated-tokens.ts'
import type { SettledClaim } from './settled-claim.ts'
import { formatConfidence, formatCount, formatObserved } from '../../figures.ts'
import { plainName } from '../../plain-text.ts'

/**
 * The message a person reads when a claim does not stand. The first line is the whole claim with the
 * observed value; the lines below say why, what to do, and what the figures rest on.
 */
export function messageOf(claim: SettledClaim): string {
  const { record } = claim.subject
  return [`expected ${verdictLine(claim)}`, ...reasonLines(claim), ...originLines(record, claim.attempts)].join('\n')
}

/** The claim with the observed value and the verdict, on one line. */
export function verdictLine(claim: SettledClaim): string {
  const { judgement, text, observed, despite = [] } = claim
  const although =
    despite.length === 0 || judgement.verdict === 'inconclusive' ? '' : `, although ${despite.join('; ')}`
  return `${text}, observed ${observed} (${sampleWords(claim)}): ${judgement.verdict}${although}`
}

/** Sentences that say why a claim does not stand, and what to do, a line each. */
export function reasonLines(claim: SettledClaim): string[] {
  const { verdict, doubts } = claim.judgement
  const unsettled = verdict === 'inconclusive' ? [unsettledWords(claim)] : []
  return [...unsettled, ...claim.details(claim.negated, doubts.length > 0)]
}

function sampleWords(claim: SettledClaim): string {
  const { n, effectiveN, interval, floor } = claim.judgement
  if (floor === null) return 'n = 1, no interval'
  const effective =
    effectiveN < n && claim.judgement.launches === undefined ? `, effective n = ${formatCount(effectiveN)}` : ''
  const over = scopeWords(launchScope(claim.subject.record, claim.judgement))
  const range = interval === null ? 'no interval' : intervalWords(claim, interval, floor)
  return `n = ${formatCount(n)}${over}${effective}, ${range}`
}

function intervalWords(claim: SettledClaim, interval: IntervalRecord, floor: number): string {
  const { n, observed, doubts } = claim.judgement
  const end = claim.end ?? formatObserved
  const unit = claim.unit === '' ? '' : ` ${claim.unit}`
  const needs = doubts.length > 0 ? '' : ` (needs ${formatCount(floor)})`
  // Only a failed request takes longer than any limit: what answers cannot bound is not infinite.
  const beyond = interval.infinite?.includes('high') === true ? 'infinite' : 'unbounded'
  const unbounded = beyond === 'unbounded' && n < floor ? `unbounded${needs}` : beyond
  const low = interval.low === null ? null : end(interval.low)
  const high = interval.high === null ? null : end(interval.high)
  const name = `${formatConfidence(interval.confidence)} interval`
  if (low !== null && high !== null) return `${name} ${low} to ${high}${unit}`
  const from = observed === Number.POSITIVE_INFINITY ? 'infinite' : 'unbounded'
  return `${name} ${low === null ? from : `${low}${unit}`} to ${high === null ? unbounded : `${high}${unit}`}`
}

function unsettledWords(claim: SettledClaim): string {
  const { judgement, counted, attempts, policy } = claim
  const policied = policyWords(policy)
  if (judgement.doubts.length > 0) return `inconclusive: ${judgement.doubts.join('; ')}; ${policied}`
  // Clauses of a negated objective share the error rate of their attempt.
  const { interval } = judgement
  const confidence = formatConfidence(interval === null ? 1 - attempts.alpha : (1 + interval.confidence) / 2)
  return (
    `inconclusive: ${settlingWords(judgement, counted)} settle this at ${confidence} confidence; ` +
    `${wayOut(claim)}; ${policied}`
  )
}

function wayOut(claim: SettledClaim): string {
  const { n, floor, needed, interval, launches } = claim.judgement
  if (launches !== undefined) return launchesWords(launches)
  const { attempted } = claim.subject.record.requests
  // More requests would go through the same prompts once more.
  const ask = (count: number): string =>
    n === attempted && claim.counted !== 'prompts' ? ` (bench option { requests: ${count} })` : ''
  if (floor !== null && n < floor) {
    return needed !== null && needed > floor
      ? `at least ${formatCount(floor)} are needed, about ${formatCount(needed)} if what was seen holds${ask(needed)}`
      : `at least ${formatCount(floor)} are needed${ask(floor)}`
  }
  if (needed !== null) return `about ${formatCount(needed)} would if what was seen holds${ask(needed)}`
  return interval === null
    ? 'the run is too short for an interval'
    : 'what was seen lies so near the limit that more would hardly tell'
}

function settlingWords({ n, launches }: Judgement, counted: string): string {
  if (launches === undefined) {
    return n === 1 ? `1 ${counted.replace(/(?<=switch)es|s\b/, '')} does not` : `${formatCount(n)} ${counted} do not`
  }
  return launches.count === 1 ? '1 launch does not' : `${formatCount(launches.count)} launches do not`
}

function launchesWords({ needed, option }: LaunchSupport): string {
  if (needed === null) return 'what was seen lies so near the limit that more launches would hardly tell'
  const asked = option === undefined ? `bench option { launches: ${needed} }` : `option { ${option}: ${needed} }`
  return `about ${formatCount(needed)} launches would if what was seen holds (${asked})`
}

/** Words for the rule that decided an inconclusive claim. */
function policyWords(policy: ClaimPolicy): string {
  if (policy === 'simulated') return 'what is simulated fails no test'
  const decided = {
    point: 'the point estimate decided',
    fail: 'what is not settled fails',
    pass: 'what is not settled passes',
  }
  return `${decided[policy]} (option inconclusive: '${policy}')`
}

/** Origin of the figures: the run, and the attempt of a retried test that made it. */
export function originLines(record: RunRecord, { attempt, retries, alpha }: Attempts): string[] {
  const synthetic = record.target.source === 'synthetic' || record.provenance === 'synthetic'
  const label = isSimulated(record) ? ' (simulated: nothing was measured)' : synthetic ? ' (synthetic weights)' : ''
  const experts = hasRandomExperts(record) ? ` (${randomExpertsLabel})` : ''
  const estimated = estimatesTokens(record) ? ' (output tokens estimated)' : ''
  const model = plainName(record.target.model)
  const origin = `run "${plainName(record.name)}" of ${model}${label}${experts}${estimated}`
  if (attempt === 0) return [origin]
  const level = `each attempt is judged at ${formatConfidence(1 - alpha)} confidence`
  return [origin, `attempt ${attempt + 1} of ${retries + 1}: ${level}, so that a retry passes nothing by luck`]
}
