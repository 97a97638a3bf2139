import { type RunnerTestCase, TestRunner } from 'vitest'
import { alphaOf } from '../verdicts/judgement.ts'

/** The attempt of a test that a claim is made in, and the error rate that each is judged at. */
export interface Attempts {
  /** 0 for the first try, 1 for the first retry. */
  readonly attempt: number
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
  return { attempt: test?.result?.retryCount ?? 0, retries, alpha: alphaOf(retries) }
}
