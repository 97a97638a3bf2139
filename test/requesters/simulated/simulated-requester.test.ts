import { expect, test } from 'vitest'
import { now } from '../../../src/clock.ts'
import { simulatedRequester } from '../../../src/requesters/simulated/simulated-requester.ts'
import type { RequestJob } from '../../../src/requesters/requester.ts'
import type { Sample } from '../../../src/samples/sample.ts'

const transport = { type: 'simulated', ttftMs: 5, tpotMs: 2, jitter: 0, failures: 0, seed: 0 } as const

function jobOf(index: number, maxTokens = 4): RequestJob {
  return {
    index,
    phase: 'measured',
    slot: 1,
    stream: 2,
    turn: null,
    intended: now(),
    prompt: { kind: 'tokens', count: 7 },
    sampling: { maxTokens, temperature: 0, seed: 0, ignoreEos: false },
  }
}

async function ask(settings: Partial<typeof transport> | object, index: number, maxTokens?: number): Promise<Sample> {
  const requester = simulatedRequester({ ...transport, ...settings })
  const outcome = await requester.request(jobOf(index, maxTokens), new AbortController().signal)
  if (outcome === null || typeof outcome === 'function') throw new Error('a sample was expected')
  return outcome
}

test('no token comes before its programmed moment, and a late one makes no other late', async () => {
  const sample = await ask({}, 0, 6)
  expect(sample).toMatchObject({
    state: 'completed',
    slot: 1,
    stream: 2,
    tokens: { input: 7, output: 6, source: 'estimated' },
  })
  expect(sample.chunkTimes).toHaveLength(6)
  for (const [token, at] of sample.chunkTimes.entries())
    expect(at - sample.sent).toBeGreaterThanOrEqual(5 + 2 * token - 1e-6)
  expect(sample).toMatchObject({ first: sample.chunkTimes[0], end: sample.chunkTimes.at(-1), finish: 'length' })
  expect(sample).not.toHaveProperty('turn')
})

test('failures are a seeded share, the same for the same request', async () => {
  const states = async (seed: number): Promise<string[]> =>
    await Promise.all(
      Array.from({ length: 300 }, async (_, index) => (await ask({ ttftMs: 0, failures: 0.3, seed }, index, 1)).state),
    )
  const once = await states(1)
  const failed = once.filter((state) => state === 'failed').length
  // Five standard deviations around 90.
  expect(failed).toBeGreaterThan(50)
  expect(failed).toBeLessThan(130)
  expect(await states(1)).toEqual(once)
  expect(await states(2)).not.toEqual(once)
})

test('jitter varies the times around the programmed ones', async () => {
  const ttfts = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const { sent, chunkTimes } = await ask({ ttftMs: 100, jitter: 0.2 }, index, 1)
      return (chunkTimes[0] as number) - sent
    }),
  )
  expect(Math.min(...ttfts)).toBeLessThan(90)
  expect(ttfts.filter((ttft) => ttft > 105).length).toBeGreaterThan(20)
})

test('an aborted request is no sample', async () => {
  const controller = new AbortController()
  const outcome = simulatedRequester({ ...transport, ttftMs: 60_000 }).request(jobOf(0), controller.signal)
  controller.abort()
  expect(await outcome).toBeNull()
})
