import { recordArtifact, type RunnerTestCase, TestRunner } from 'vitest'
import type { ClaimsArtifact } from '../../worker/artifacts.ts'
import type { ClaimRecord } from '../../record/claim.ts'
import { type Attempts, attemptsOf } from '../../worker/attempts.ts'
import { filePath } from '../../worker/project-place.ts'
import { findWorkerContext } from '../../worker/worker-context.ts'

/** A claim, and the id of the run it was made on (null: not of this report). */
export type MadeClaim = ClaimsArtifact['claims'][number]

interface Pending extends Pick<Attempts, 'attempt' | 'repeat'> {
  readonly claims: MadeClaim[]
}

const pending = new WeakMap<RunnerTestCase, Pending>()

/**
 * Keeps a claim for the report. A matcher is synchronous and recording is not, so that the claims of
 * one attempt of a test are collected and recorded together when the attempt ends, whether it passed
 * or not. Outside a test nothing is kept.
 *
 * `once` leaves out a claim that was made already: an asymmetric matcher is called again for a diff.
 */
export function keepClaim(test: RunnerTestCase | undefined, made: MadeClaim, once: boolean): void {
  const owner = test ?? TestRunner.getCurrentTest<RunnerTestCase>()
  if (owner === undefined) return
  const { attempt, repeat } = attemptsOf(owner)
  const open = pending.get(owner)
  if (open?.attempt === attempt && open.repeat?.number === repeat?.number) {
    if (!once || !open.claims.some((kept) => same(kept, made))) open.claims.push(made)
    return
  }
  const entry = { attempt, repeat, claims: [made] }
  if (!flushAtEnd(owner, entry)) void record(owner, entry)
}

/** False when the attempt has ended or is ending: its hooks cannot be registered any more. */
function flushAtEnd(test: RunnerTestCase, entry: Pending): boolean {
  // A finished test still takes a hook, but never calls it.
  if (test.result?.duration !== undefined) return false
  try {
    test.context.onTestFinished(async () => {
      if (pending.get(test) === entry) pending.delete(test)
      await record(test, entry)
    })
  } catch {
    return false
  }
  pending.set(test, entry)
  return true
}

async function record(test: RunnerTestCase, made: Pending): Promise<void> {
  const file = filePath(findWorkerContext()?.runRoot ?? process.cwd(), test.file.filepath)
  try {
    await recordArtifact(test, { type: 'vitest-llm-bench:claims', file, ...made })
  } catch {
    // The claim was judged in the test all the same; a report that misses it must not fail the test.
  }
}

function same(one: MadeClaim, other: MadeClaim): boolean {
  return one.run === other.run && claimKey(one.claim) === claimKey(other.claim)
}

function claimKey({ matcher, negated, text }: ClaimRecord): string {
  return JSON.stringify([matcher, negated, text])
}
