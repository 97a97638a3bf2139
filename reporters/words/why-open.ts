import type { ClaimRecord } from '../../src/record/claim.ts'
import type { PlacedClaim } from './claims.ts'
import { formatCount } from '../../src/figures.ts'

/**
 * Why an inconclusive claim was not settled, in a few words, as far as its run tells: the invalid
 * checks, that it ended early, or that its values are too much alike. Null for any other claim, and
 * where the number of samples it needs says it.
 */
export function whyOpen({ claim, run }: PlacedClaim): string | null {
  if (claim.verdict !== 'inconclusive' || claim.needed !== null) return null
  const looked = (run?.checks ?? []).filter(({ id }) => claim.rests.checks.includes(id))
  // One that can only have moved times the other way is invalid, and no reason.
  const broken = looked.flatMap(({ id, status }) => (status === 'invalid' && !standsDespite(claim, id) ? [id] : []))
  if (broken.length > 0) return `invalid ${broken.length === 1 ? 'check' : 'checks'} ${named(broken)}`
  if (run?.state === 'partial') return 'the run ended early'
  if (claim.provenance === 'estimated' && claim.rests.doubts.length > 0) return 'rests on estimated tokens'
  if (claim.provenance === 'assumed') return 'rests on assumed inputs'
  if ((claim.pair ?? null) !== null && claim.rests.doubts.length > 0) return 'the arms did unequal work'
  if (claim.effectiveN < claim.n && !isComparison(claim)) {
    const worth = `worth ${formatCount(Math.max(1, Math.floor(claim.effectiveN)))}`
    return looked.some(({ id }) => id === 'correlated') ? `too correlated, ${worth}` : `correlated, ${worth}`
  }
  return claim.interval === null ? 'no interval' : 'too near the limit'
}

function standsDespite({ rests }: ClaimRecord, id: string): boolean {
  // A report of an older release does not say.
  const despite: readonly string[] = rests.despite ?? []
  return despite.some((sentence) => sentence.includes(`the check ${id} is invalid`))
}

function named(ids: readonly string[]): string {
  const [first = ''] = ids
  return ids.length > 1 ? `${first} and ${ids.length - 1} more` : first
}

/** The effective n of a comparison counts pairs of blocks: fewer than values in any case. */
function isComparison({ matcher }: ClaimRecord): boolean {
  return ['toOutperform', 'toBeEquivalentTo', 'toNotRegressFrom'].includes(matcher)
}
