import { expect, test } from 'vitest'
import type { BlockEnd } from '../../../src/block/end.ts'
import { LlmBenchError } from '../../../src/errors.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { ServerLife } from '../../../src/targets/load/server-life.ts'
import { completedSample } from '../../support/samples.ts'

const refused: Sample = {
  ...completedSample(0, 4),
  state: 'failed',
  failure: { class: 'refused', message: 'connection refused' },
}
const end = { endedBy: 'requests' } as BlockEnd
const obituary = new LlmBenchError('server-failed', 'the server ended with code 1')
const never = new AbortController().signal

test('a block that its server outlives ends as it does', async () => {
  const life = new ServerLife(async () => await new Promise(() => {}))
  expect(
    await life.outlives(
      async () => end,
      never,
      () => {},
    ),
  ).toBe(end)
})

test('a server that ends gives its block up, and the block fails with its obituary', async () => {
  const gone = Promise.withResolvers<LlmBenchError>()
  const life = new ServerLife(async () => await gone.promise)
  const block = life.outlives(
    async (signal) =>
      await new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ ...end, endedBy: 'aborted' }))
        gone.resolve(obituary)
      }),
    never,
    () => {},
  )
  await expect(block).rejects.toBe(obituary)
  // The next one is not begun.
  await expect(
    life.outlives(
      async () => end,
      never,
      () => {},
    ),
  ).rejects.toBe(obituary)
})

test('where the last request was refused the news of the end is waited for, and nothing is lost', async () => {
  const gone = Promise.withResolvers<LlmBenchError>()
  const life = new ServerLife(async () => await gone.promise)
  const told: Sample[] = []
  const block = life.outlives(
    async (_signal, onSamples) => {
      onSamples([refused])
      setTimeout(() => gone.resolve(obituary), 50)
      return end
    },
    never,
    (samples) => void told.push(...samples),
  )
  await expect(block).rejects.toBe(obituary)
  expect(told).toHaveLength(1)
})

test('a broker that knows nothing takes nothing from a block', async () => {
  const life = new ServerLife(async () => {
    throw new Error('the connection is gone')
  })
  const block = life.outlives(
    async (_signal, onSamples) => {
      onSamples([refused])
      return end
    },
    never,
    () => {},
  )
  expect(await block).toBe(end)
})

test('an error that a dead server caused is told as its obituary, any other as it is', async () => {
  const unreachable = new LlmBenchError('endpoint-unreachable', 'connection refused')
  expect(await new ServerLife(async () => obituary).explained(unreachable)).toBe(obituary)
  const unknown = new ServerLife(async () => {
    throw new Error('nobody knows')
  })
  expect(await unknown.explained(unreachable)).toBe(unreachable)
})
