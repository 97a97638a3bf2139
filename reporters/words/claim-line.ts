import type { ClaimRecord } from '../../src/record/claim.ts'
import { claimText, outcomeOf, type PlacedClaim } from './claims.ts'
import { formatCount, formatQuantity } from '../../src/figures.ts'
import { runLabel } from './run-label.ts'
import { displayWidth, truncate } from '../../src/plain-text.ts'
import { whyOpen } from './why-open.ts'

const narrowestName = 16
const narrowestClaim = 20
const widestClaim = 60

/** A claim that failed or was not settled on one line: its run, the observed value, and why it is open. */
export function claimLine(placed: PlacedClaim, width: number): string {
  const { claim, run, subject } = placed
  const mark = outcomeOf(claim) === 'fail' ? '✗' : '?'
  const result = claimResult(placed)
  const room = width - displayWidth(`${mark}  › ${result}`)
  const forName = Math.min(narrowestName, displayWidth(subject))
  const text = truncate(claimText(claim), Math.min(widestClaim, Math.max(narrowestClaim, room - forName)))
  const left = Math.max(forName, room - displayWidth(text))
  const name = run === null ? truncate(subject, left) : runLabel(run, left)
  return `${mark} ${name} › ${text}${result}`
}

/** Result of a claim: observed, n, and of an inconclusive one the n that would settle it, or why none does. */
function claimResult(placed: PlacedClaim): string {
  const { claim } = placed
  const observed = truncate(formatQuantity(claim.observed, claim.unit), 24)
  if (outcomeOf(claim) === 'fail') return `: ${observed}, n = ${formatCount(claim.n)}`
  const why = whyOpen(placed)
  const decided = `${claim.passed ? 'let pass' : 'failed'} (${claim.policy})`
  return `: ${observed}, ${samplesText(claim)}, ${decided}${why === null ? '' : `: ${why}`}`
}

function samplesText({ n, needed }: ClaimRecord): string {
  return needed === null ? `n = ${formatCount(n)}` : `n = ${formatCount(n)} of ${formatCount(needed)} needed`
}
