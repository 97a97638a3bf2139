import { formatCount, formatPValue } from '../../src/figures.ts'
import type { ClaimRecord } from '../../src/record/claim.ts'
import { plainText } from '../../src/plain-text.ts'
import { isWidened, visibleWords } from '../../src/verdicts/launches/band-words.ts'
import { claimText, outcomeOf, type PlacedClaim } from './claims.ts'

const matcher = 'toNotRegressFrom'
/** Failed claims that are named before the rest is counted. */
const mostNamed = 3

/**
 * How many claims that nothing regressed were made, and which of their failures stand among all of them: each fails at
 * its own error rate, so that of many some fail by chance. Null where none was made.
 */
export function regressionsSentence(claims: readonly PlacedClaim[]): string | null {
  const made = claims.filter(({ claim }) => claim.matcher === matcher && !claim.negated)
  if (made.length === 0) return null
  const failed = made.filter(({ claim }) => outcomeOf(claim) === 'fail')
  const tested = made.filter(({ claim }) => (claim.pValue ?? null) !== null).length
  const counted = `${count(made.length, 'claim')} of no regression ${made.length === 1 ? 'was' : 'were'} made`
  const noise = noiseSentences(made)
  if (failed.length === 0) return [`${counted}, none failed${openWords(made)}.`, ...noise].join(' ')
  const standing = failed.filter(({ claim }) => stands(claim))
  const fallen = failed.filter(({ claim }) => (claim.pAdjusted ?? null) !== null && !stands(claim))
  const each = made.length === 1 ? '' : ', each at its own 5 %'
  const of = `of ${formatCount(tested)} that could be tested (Holm)`
  return [
    `${counted}, ${formatCount(failed.length)} failed${each}.`,
    standing.length === 0 ? null : `${named(standing)} ${standing.length === 1 ? 'stands' : 'stand'} ${of}.`,
    fallen.length === 0
      ? null
      : `${named(fallen)} ${fallen.length === 1 ? 'does' : 'do'} not stand ${of}: it may be chance, measure again.`,
    ...noise,
  ]
    .filter((part) => part !== null)
    .join(' ')
}

function openWords(made: readonly PlacedClaim[]): string {
  const open = made.filter(({ claim }) => outcomeOf(claim) === 'inconclusive').length
  return open === 0 ? '' : `, ${formatCount(open)} ${open === 1 ? 'is' : 'are'} open`
}

/** Sentences on what those that passed would have seen, of several the largest, and on bands that were widened. */
function noiseSentences(made: readonly PlacedClaim[]): string[] {
  const banded = made.flatMap(({ claim }) => {
    // A report of an earlier version knows no bands.
    const band = claim.band ?? null
    return band === null ? [] : [{ band, isPass: outcomeOf(claim) === 'pass' }]
  })
  const passed = banded.flatMap(({ band, isPass }) => (isPass && band.visible !== null ? [band] : []))
  const [blindest] = passed.toSorted((one, other) => (other.visible ?? 0) - (one.visible ?? 0))
  const seen = blindest === undefined ? null : visibleWords(blindest)
  const widened = banded.filter(({ band }) => isWidened(band)).length
  return [
    ...(seen === null ? [] : [`${passed.length === 1 ? 'What passed' : 'Each that passed'} ${seen}.`]),
    ...(widened === 0
      ? []
      : [`${count(widened, 'band')} ${widened === 1 ? 'was' : 'were'} widened to the noise floor.`]),
  ]
}

/** Whether a failed claim stands among all of the report, at the error rate it was judged at; an older one cannot. */
function stands({ pAdjusted, interval }: ClaimRecord): boolean {
  const alpha = interval === null ? 0.05 : (1 - interval.confidence) / 2
  // The share of a confidence is not exact: 1 - 0.9 is 0.09999999999999998.
  return (pAdjusted ?? null) !== null && (pAdjusted ?? 1) <= alpha + 1e-9
}

function named(claims: readonly PlacedClaim[]): string {
  const names = claims.slice(0, mostNamed).map(({ claim, subject }) => {
    const adjusted = claim.pAdjusted ?? null
    const p = adjusted === null ? '' : ` (adjusted ${formatPValue(adjusted)})`
    return `${plainText(subject)}: ${claimText(claim)}${p}`
  })
  const more = claims.length - names.length
  return `${names.join('; ')}${more === 0 ? '' : `; and ${formatCount(more)} more`}`
}

function count(number: number, noun: string): string {
  return `${formatCount(number)} ${noun}${number === 1 ? '' : 's'}`
}
