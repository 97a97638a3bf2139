import type { ClaimRecord, Verdict } from '../../src/record/claim.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { claimText, outcomeOf, type PlacedClaim } from './claims.ts'
import { formatCount, formatGivenShare, formatQuantity } from '../../src/figures.ts'
import { runLabel } from './run-label.ts'
import { displayWidth, truncate } from '../../src/plain-text.ts'
import { isWidened } from '../../src/verdicts/launches/band-words.ts'
import { whyOpen } from './why-open.ts'

const marks: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', inconclusive: '?' }
const narrowestName = 16
/** Columns of the name of a run behind its verdict. */
const widestRun = 80
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

/** A claim about a run with its verdict, on one line: `✓ pass: p95 of latency below 50 ms: 41.2 ms, n = 200 (chat)`. */
export function verdictWords(run: RunRecord, claim: ClaimRecord): string {
  const outcome = outcomeOf(claim)
  const placed = { claim, run, subject: runLabel(run), replaced: false }
  const result = outcome === 'pass' ? passedResult(claim) : claimResult(placed)
  return `${marks[outcome]} ${outcome}: ${claimText(claim)}${result} (${runLabel(run, widestRun)})`
}

function passedResult(claim: ClaimRecord): string {
  return `: ${truncate(formatQuantity(claim.observed, claim.unit), 24)}, ${samplesText(claim)}${bandText(claim)}`
}

/** Result of a claim: observed, n, and of an inconclusive one the n that would settle it, or why none does. */
function claimResult(placed: PlacedClaim): string {
  const { claim } = placed
  const observed = truncate(formatQuantity(claim.observed, claim.unit), 24)
  if (outcomeOf(claim) === 'fail') return `: ${observed}, n = ${formatCount(claim.n)}${bandText(claim)}`
  const why = whyOpen(placed)
  const decided = `${claim.passed ? 'let pass' : 'failed'} (${claim.policy})`
  return `: ${observed}, ${samplesText(claim)}, ${decided}${why === null ? '' : `: ${why}`}${bandText(claim)}`
}

/** The band that was judged, where it is not the one that the claim names. */
function bandText({ band }: ClaimRecord): string {
  // A report of an earlier version knows no bands.
  const known = band ?? null
  return known === null || !isWidened(known) ? '' : `, band ${formatGivenShare(known.judged)} (noise floor)`
}

function samplesText({ n, needed }: ClaimRecord): string {
  return needed === null ? `n = ${formatCount(n)}` : `n = ${formatCount(n)} of ${formatCount(needed)} needed`
}
