import type { ClaimRecord } from '../../src/record/claim.ts'
import type { PlacedClaim } from './claims.ts'
import { openParts } from './joint/joint-parts.ts'
import { formatCount } from '../../src/figures.ts'
import { plainText } from '../../src/plain-text.ts'

/** The run that a doubt is about, where it is not the claim's own, and the doubt. */
const doubtParts = /^(?<whose>in the baseline |in "[^"]*" )?(?<doubt>.*)$/su
const checkDoubt = /^the check (\S+) is invalid/u
/** Few words for what some doubts say at length. */
const shortForms: readonly (readonly [begins: RegExp, words: string])[] = [
  [/^simulated: /u, 'nothing was measured'],
  [/^output tokens are estimated/u, 'rests on estimated tokens'],
  [/^[^:]* (?:is|are) assumed:/u, 'rests on assumed inputs'],
  [/^the arms did not do the same work/u, 'the arms did unequal work'],
]

/** A doubt of which all says why: names of processors have signs in them at which others end. */
const wholeForm = /^saved with another fingerprint, .*(?=: save one here)/su

/**
 * Why an inconclusive claim was not settled, in a few words: the first of its doubts, whichever run that is about (its
 * own, the other arm, the baseline), or that its values are too much alike. Null for any other claim, and where the
 * number of samples it needs says it.
 */
export function whyOpen(placed: PlacedClaim): string | null {
  const { claim, run } = placed
  if (claim.verdict !== 'inconclusive' || claim.needed !== null) return null
  const open = openParts(claim)
  if (open !== null) return open
  const why = reasonOf(placed)
  if (why !== null) return plainText(why)
  if (claim.effectiveN < claim.n && !isComparison(claim)) {
    const worth = `worth ${formatCount(Math.max(1, Math.floor(claim.effectiveN)))}`
    const looked = run?.checks.some(({ id }) => id === 'correlated' && claim.rests.checks.includes(id)) ?? false
    return looked ? `too correlated, ${worth}` : `correlated, ${worth}`
  }
  return claim.interval === null ? 'no interval' : 'too near the limit'
}

function standsDespite({ rests }: ClaimRecord, id: string): boolean {
  // A report of an older release does not say.
  const despite: readonly string[] = rests.despite ?? []
  return despite.some((sentence) => sentence.includes(`the check ${id} is invalid`))
}

/** The first doubt in a few words; those about checks are counted. */
function reasonOf({ claim, run }: PlacedClaim): string | null {
  const doubts = claim.rests.doubts.map((text) => doubtParts.exec(text)?.groups ?? { doubt: text })
  const broken = doubts.flatMap(({ whose = '', doubt = '' }) => {
    const id = checkDoubt.exec(doubt)?.[1]
    return id === undefined ? [] : [{ whose, id }]
  })
  const [first] = doubts
  if (first === undefined) return ofItsRun({ claim, run })
  const [check] = broken
  if (check !== undefined && checkDoubt.test(first['doubt'] ?? '')) {
    return `${check.whose}${checkWords(broken.map(({ id }) => id))}`
  }
  const { whose = '', doubt = '' } = first
  const short = wholeForm.exec(doubt)?.[0] ?? shortForms.find(([begins]) => begins.test(doubt))?.[1]
  // What follows a colon says why, and what to do.
  return `${whose}${short ?? /^[^:;(]*/u.exec(doubt)?.[0].trimEnd() ?? doubt}`
}

/** The reason that the run itself tells, for claims that wrote no doubt down. */
function ofItsRun({ claim, run }: Pick<PlacedClaim, 'claim' | 'run'>): string | null {
  const looked = (run?.checks ?? []).filter(({ id }) => claim.rests.checks.includes(id))
  // One that can only have moved times the other way is invalid, and no reason.
  const broken = looked.flatMap(({ id, status }) => (status === 'invalid' && !standsDespite(claim, id) ? [id] : []))
  if (broken.length > 0) return checkWords(broken)
  if (run?.state === 'partial') return 'the run ended early'
  return claim.provenance === 'assumed' ? 'rests on assumed inputs' : null
}

function checkWords(ids: readonly string[]): string {
  const [first = ''] = ids
  return ids.length === 1 ? `invalid check ${first}` : `invalid checks ${first} and ${ids.length - 1} more`
}

/** The effective n of a comparison counts pairs of blocks: fewer than values in any case. */
function isComparison({ matcher }: ClaimRecord): boolean {
  return ['toOutperform', 'toBeEquivalentTo', 'toNotRegressFrom'].includes(matcher)
}
