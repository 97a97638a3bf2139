import { metricNames } from '../../src/metrics/definitions.ts'
import type { CheckRecord } from '../../src/record/check.ts'
import type { ClaimRecord } from '../../src/record/claim.ts'
import { doubtsAbout } from '../../src/verdicts/doubts.ts'
import type { PlacedClaim } from './claims.ts'
import { formatCount } from './format.ts'

/** The metrics a claim is about: its own, and those that its words name, as those of an objective do. */
export function metricsOfClaim({ metric, text }: ClaimRecord): string[] {
  const words = new Set(text.match(/[A-Za-z]+/gu))
  return [...new Set([metric, ...metricNames.filter((name) => words.has(name))])]
}

/** Whether a claim about these metrics stays open because of this check. */
export function leavesOpen(check: CheckRecord, metrics: readonly string[]): boolean {
  return doubtsAbout({ state: 'complete', error: null, checks: [check] }, metrics).length > 0
}

/**
 * Why an inconclusive claim was not settled, in a few words, as far as its run tells: the invalid
 * checks, that it ended early, or that its values are too much alike. Null for any other claim, and
 * where the number of samples it needs says it.
 */
export function whyOpen({ claim, run }: PlacedClaim): string | null {
  if (claim.verdict !== 'inconclusive' || claim.needed !== null) return null
  const metrics = metricsOfClaim(claim)
  const broken = (run?.checks ?? []).filter((check) => leavesOpen(check, metrics)).map(({ id }) => id)
  if (broken.length > 0) return `invalid ${broken.length === 1 ? 'check' : 'checks'} ${named(broken)}`
  if (run?.state === 'partial') return 'the run ended early'
  if (claim.provenance === 'assumed') return 'rests on assumed inputs'
  if (claim.effectiveN < claim.n && !isComparison(claim)) {
    const worth = `worth ${formatCount(Math.max(1, Math.floor(claim.effectiveN)))}`
    return isTooCorrelated(run?.checks ?? [], metrics) ? `too correlated, ${worth}` : `correlated, ${worth}`
  }
  return claim.interval === null ? 'no interval' : 'too near the limit'
}

function named(ids: readonly string[]): string {
  const [first = ''] = ids
  return ids.length > 1 ? `${first} and ${ids.length - 1} more` : first
}

/** The effective n of a comparison counts pairs of blocks: fewer than values in any case. */
function isComparison({ matcher }: ClaimRecord): boolean {
  return ['toOutperform', 'toBeEquivalentTo', 'toNotRegressFrom'].includes(matcher)
}

function isTooCorrelated(checks: readonly CheckRecord[], metrics: readonly string[]): boolean {
  return checks.some(
    ({ id, status, protects }) =>
      id === 'correlated' && status !== 'ok' && protects.some((name) => metrics.includes(name)),
  )
}
