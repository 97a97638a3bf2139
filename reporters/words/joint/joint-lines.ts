import { formatCount } from '../../../src/figures.ts'
import { displayWidth, plainText, truncate } from '../../../src/plain-text.ts'
import { claimText, outcomeOf, type PlacedClaim } from '../claims.ts'
import { whyOpen } from '../why-open.ts'
import { partsOf, type PlacedPart } from './joint-parts.ts'

const marks = { pass: '✓', fail: '✗', inconclusive: '?' } as const
const narrowestText = 24

/** A joint claim: a line of its verdict, and below it one for each part, cut to a width; none of any other claim. */
export function jointLines(placed: PlacedClaim, width: number = Number.POSITIVE_INFINITY): string[] {
  const { claim, subject } = placed
  if (claim.joint === undefined) return []
  const outcome = outcomeOf(claim)
  const decided = outcome === 'inconclusive' ? `, ${claim.passed ? 'let pass' : 'failed'} (${claim.policy})` : ''
  return [
    // Whole, however long: it says against which recording, or price.
    `${marks[outcome]} ${plainText(subject)} › ${claimText(claim)}: ${outcome}${decided}`,
    ...partsOf(placed).map((part) => partLine(part, width)),
  ]
}

function partLine(placed: PlacedPart, width: number): string {
  const { part } = placed
  const why = part.verdict === 'inconclusive' ? openWords(placed) : ''
  const counted = part.interval === null && part.n === 1 ? '' : `, n = ${formatCount(part.n)} ${part.counted}`
  const head = `  ${marks[part.verdict]} ${plainText(part.part)}: `
  return fitted(head, plainText(part.text), `: ${plainText(part.words)}${counted}${why}`, width)
}

function openWords(placed: PlacedPart): string {
  const { needed } = placed.part
  if (needed !== null) return ` of about ${formatCount(needed)} needed`
  const why = whyOpen(placed)
  return why === null ? '' : `: ${why}`
}

/** A line whose middle is cut where there is no room for it. */
function fitted(head: string, text: string, tail: string, width: number): string {
  const room = width - displayWidth(`${head}${tail}`)
  return `${head}${truncate(text, Math.max(narrowestText, room))}${tail}`
}
