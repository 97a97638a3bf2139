import type { ClaimRecord, Verdict } from '../../src/record/claim.ts'
import type { RunRecord } from '../../src/record/run.ts'
import type { LooseClaimRecord, Report } from '../../src/record/report.ts'
import { attemptMarks, runLabel } from './run-label.ts'
import { bounded, plainText } from '../../src/plain-text.ts'
import { visibleWords, widenedWords } from '../../src/verdicts/launches/band-words.ts'

/** A claim with the name of its run, or of its test. */
export interface PlacedClaim {
  readonly claim: ClaimRecord
  /** The run it was made about; null where that is not known. */
  readonly run: RunRecord | null
  /** Label of the run, or full name of the test. */
  readonly subject: string
  /** Whether it was made in an attempt that a retry replaced: it decided nothing. */
  readonly replaced: boolean
}

/** Numbers of claims by outcome. */
export interface ClaimTally {
  readonly passed: number
  readonly failed: number
  readonly inconclusive: number
  /** The inconclusive claims that failed their test under their policy. */
  readonly inconclusiveFailed: number
}

/** Every claim of a report: those of its runs, then those made on other values. */
export function allClaims(report: Report): PlacedClaim[] {
  return [
    ...report.runs.flatMap((run) =>
      run.claims.map((claim) => ({ claim, run, subject: runLabel(run), replaced: run.replaced })),
    ),
    ...report.looseClaims.map((claim) => ({ claim, run: null, subject: testLabel(claim), replaced: claim.replaced })),
  ]
}

/** The claims that decided their tests: those of replaced attempts did not, as Vitest counts them. */
export function decisiveClaims(report: Report): PlacedClaim[] {
  return allClaims(report).filter(({ replaced }) => !replaced)
}

function testLabel(claim: LooseClaimRecord): string {
  const marks = attemptMarks(claim)
  const test = plainText([claim.project, claim.test].filter((part) => part !== '').join(' › '))
  return marks.length === 0 ? test : `${test} (${marks.join(', ')})`
}

/**
 * Outcome of a claim for its reader: inconclusive where the samples did not settle it, else
 * whether the assertion held, `.not` considered.
 */
export function outcomeOf(claim: ClaimRecord): Verdict {
  if (claim.verdict === 'inconclusive') return 'inconclusive'
  return claim.passed ? 'pass' : 'fail'
}

/** The claims counted by outcome. */
export function tallyClaims(claims: readonly ClaimRecord[]): ClaimTally {
  const outcomes = claims.map((claim) => outcomeOf(claim))
  const count = (outcome: Verdict): number => outcomes.filter((each) => each === outcome).length
  return {
    passed: count('pass'),
    failed: count('fail'),
    inconclusive: count('inconclusive'),
    inconclusiveFailed: claims.filter((claim) => claim.verdict === 'inconclusive' && !claim.passed).length,
  }
}

/** The claim in words, on one line, with `not:` before a negated one. */
export function claimText(claim: ClaimRecord): string {
  const text = plainText(bounded(claim.text))
  return claim.negated ? `not: ${text}` : text
}

/**
 * Words for the band of a claim of no regression: that it was widened, and of one that passed what it would have
 * seen. Empty for any other claim.
 */
export function bandNotes(claim: ClaimRecord): string[] {
  // Reports of earlier versions know no bands.
  const band = claim.band ?? null
  if (band === null) return []
  const seen = outcomeOf(claim) === 'pass' && !claim.negated ? visibleWords(band) : null
  return [widenedWords(band), seen].filter((words) => words !== null)
}

/** The claims counted, in words: `4 claims: 2 passed, 1 failed, 1 inconclusive`. */
export function claimsSentence(tally: ClaimTally): string {
  const total = tally.passed + tally.failed + tally.inconclusive
  if (total === 0) return 'no claims'
  const parts = [`${tally.passed} passed`, `${tally.failed} failed`]
  if (tally.inconclusive > 0) {
    const failed = tally.inconclusiveFailed
    parts.push(`${tally.inconclusive} inconclusive${failed > 0 ? ` (${failed} of them failed the test)` : ''}`)
  }
  return `${total} ${total === 1 ? 'claim' : 'claims'}: ${parts.join(', ')}`
}
