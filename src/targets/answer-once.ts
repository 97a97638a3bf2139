import { LlmBenchError } from '../errors.ts'
import type { Sample } from '../samples/sample.ts'
import type { Driver } from './target.ts'

const never = new AbortController().signal

/**
 * One request outside of any run: it is in no report.
 * @param signal aborted when nobody waits for it any more
 * @throws LlmBenchError `engine-failed` when it fails
 */
export async function answerOnce(driver: Driver, signal: AbortSignal = never): Promise<string> {
  const answered: Sample[] = []
  try {
    await driver.run(
      {
        phase: 'warmup',
        slot: 0,
        firstIndex: 0,
        units: 1,
        load: { kind: 'closed', firstSends: [0] },
        budgetMs: 3_600_000,
        maxUsd: null,
        journal: null,
      },
      (samples) => void answered.push(...samples),
      signal,
    )
  } finally {
    driver.close()
  }
  const sample = answered.at(-1)
  if (sample?.state !== 'failed') return sample?.text ?? ''
  throw new LlmBenchError('engine-failed', `the request failed: ${sample.failure.message}`)
}
