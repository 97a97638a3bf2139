import { type RunnerTestCase, TestRunner } from 'vitest'
import type { RepeatRecord } from '../record/place.ts'
import { alphaOf } from '../verdicts/judgement.ts'

/** The attempt of a test that a claim is made in, and the error rate that each is judged at. */
export interface Attempts {
  /** 0 for the first try, 1 for the first retry. */
  readonly attempt: number
  /** The repeat of the test; null for one that is run once. */
  readonly repeat: RepeatRecord | null
  /** Number of times the test may be retried. */
  readonly retries: number
  /** Error rate of one attempt: 5 % shared by all that may be made. */
  readonly alpha: number
}

/** The attempts of the test a matcher is called in; one outside a test. */
export function attemptsOf(task: RunnerTestCase | undefined): Attempts {
  const test = task ?? TestRunner.getCurrentTest<RunnerTestCase>()
  const retry = test?.retry ?? 0
  const retries = typeof retry === 'number' ? retry : (retry.count ?? 0)
  return { attempt: attemptOf(test), repeat: repeatOf(test), retries, alpha: alphaOf(retries) }
}

/** Vitest counts retries on over all repeats: those of this one are the attempts that were made in it. */
function attemptOf(test: RunnerTestCase | undefined): number {
  const { retryCount = 0, repeatCount = 0, attempts } = test?.result ?? {}
  if ((test?.repeats ?? 0) === 0) return retryCount
  return attempts?.filter(({ repeatIndex }) => repeatIndex === repeatCount).length ?? retryCount
}

function repeatOf(test: RunnerTestCase | undefined): RepeatRecord | null {
  const repeats = test?.repeats ?? 0
  return repeats === 0 ? null : { number: (test?.result?.repeatCount ?? 0) + 1, of: repeats + 1 }
}
