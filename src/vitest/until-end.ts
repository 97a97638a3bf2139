import type { RunnerTestCase } from 'vitest'
import { LlmBenchError } from '../errors.ts'
import { plainName } from '../plain-text.ts'

/**
 * Does work for a test with a signal that is aborted when the test times out, is cancelled, or ends in any other way.
 * A test that ends before its work does fails, where nothing else has failed it: nobody waited for the work.
 * @throws LlmBenchError `aborted` where the test was over before it began
 */
export async function untilEnd<Result>(
  test: RunnerTestCase,
  name: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  // A finished test still takes a hook, but never calls it.
  if (test.result?.duration !== undefined) throw notAwaited(name)
  const ended = new AbortController()
  let isDone = false
  test.context.onTestFinished(() => {
    // Vitest's own signal says nothing when a test's body throws beside a run it did not await.
    ended.abort()
    const { errors = [] } = test.result ?? {}
    if (!isDone && errors.length === 0 && !test.context.signal.aborted) throw notAwaited(name)
  })
  try {
    return await work(AbortSignal.any([test.context.signal, ended.signal]))
  } finally {
    isDone = true
  }
}

function notAwaited(name: string): LlmBenchError {
  return new LlmBenchError(
    'aborted',
    `bench "${plainName(name)}" was not awaited: the test was over before it was measured; write ` +
      '`await bench(name, workload).run()`',
  )
}
