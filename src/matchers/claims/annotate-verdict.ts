import type { RunnerTestCase } from 'vitest'
import { outcomeOf } from '../../../reporters/words/claims.ts'
import { verdictWords } from '../../../reporters/words/claim-line.ts'
import type { ClaimRecord, Verdict } from '../../record/claim.ts'
import type { RunRecord } from '../../record/run.ts'
import { withDeepStack, withoutStack } from '../../worker/with-deep-stack.ts'

/** Types of Vitest's annotations, by which they have a colour in its UI. */
const types: Readonly<Record<Verdict, string>> = { pass: 'notice', inconclusive: 'warning', fail: 'error' }

/** Verdicts of one test that are shown: more than these nobody reads. */
const mostOfTest = 50

const shown = new WeakMap<RunnerTestCase, number>()

/**
 * Shows a verdict under the line of its claim, in Vitest's UI and HTML report. On GitHub, where each annotation with a
 * line becomes a notice, only an inconclusive one has its line: a failure has one of Vitest's already.
 */
export function annotateVerdict(test: RunnerTestCase | undefined, run: RunRecord, claim: ClaimRecord): void {
  const count = test === undefined ? mostOfTest : (shown.get(test) ?? 0)
  // A joint claim has a card of its own.
  if (test === undefined || count >= mostOfTest || claim.joint !== undefined) return
  shown.set(test, count + 1)
  const outcome = outcomeOf(claim)
  const isLined = process.env['GITHUB_ACTIONS'] !== 'true' || outcome === 'inconclusive'
  const annotate = (): unknown => test.context.annotate(verdictWords(run, claim), types[outcome]).catch(() => {})
  try {
    // Vitest waits for it at the end of the test.
    if (isLined) withDeepStack(annotate)
    else withoutStack(annotate)
  } catch {
    // The test has failed softly, or is over: its claims are in the report.
  }
}
