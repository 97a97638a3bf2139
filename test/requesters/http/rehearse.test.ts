import { expect, test } from 'vitest'
import { now } from '../../../src/clock.ts'
import { httpRequester } from '../../../src/requesters/http/http-requester.ts'
import { readWhole, type Requester } from '../../../src/requesters/requester.ts'
import { rehearse } from '../../../src/requesters/http/rehearse.ts'
import type { Sample } from '../../../src/samples/sample.ts'

test('answers that nobody sent are read as real ones are, for a moment, and more for more streams', async () => {
  const samples: (Sample | null)[] = []
  const began = now()
  const rehearsed = async (streams: number): Promise<void> =>
    await rehearse((client): Requester => {
      const requester = httpRequester(
        client,
        { headers: {}, url: 'http://127.0.0.1', query: '', paths: {} },
        { kind: 'chat', model: 'tiny', stream: true, nonceSeed: null, fields: {}, body: {} },
      )
      return {
        request: async (job, signal) => {
          const outcome = await requester.request(job, signal)
          samples.push(typeof outcome === 'function' ? readWhole(outcome) : outcome)
          return null
        },
      }
    }, streams)
  await rehearsed(1)
  const taken = now() - began
  const first = samples.length
  expect(first).toBeGreaterThan(0)
  expect(first).toBeLessThanOrEqual(30)
  for (let time = 0; time < 30; time++) await rehearsed(100)
  const all = samples.length
  expect(all).toBeGreaterThan(first)
  expect(all).toBeLessThanOrEqual(300)
  // A machine that is busy may stop it within an answer.
  expect(taken).toBeLessThan(1000)
  for (const sample of samples)
    expect(sample).toMatchObject({ state: 'completed', finish: 'length', tokens: { input: 8, output: 100 } })
  expect(samples[0]?.chunkTimes).toHaveLength(100)
})
