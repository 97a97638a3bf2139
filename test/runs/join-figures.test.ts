import { expect, test } from 'vitest'
import { joinFigures, ownFigures } from '../../src/runs/join-figures.ts'
import type { ServerFiguresRecord } from '../../src/record/server.ts'

const block: ServerFiguresRecord = {
  server: 'vllm',
  windowMs: 1000,
  dropped: null,
  requests: 10,
  promptTokens: 100,
  cachedTokens: 20,
  generatedTokens: 50,
  prefillMs: 300,
  decodeMs: 600,
  meanQueueMs: 1,
  meanTtftMs: 30,
  meanTpotMs: 10,
  meanInterTokenMs: 10,
  meanLatencyMs: 90,
  meanBatch: 2,
  preemptions: 0,
  draftTokens: 8,
  acceptedTokens: 6,
}

test('one block is what it is, and none is nothing', () => {
  expect(joinFigures([block])).toEqual(block)
  expect(joinFigures([null, block, null])).toEqual(block)
  expect(joinFigures([])).toBeNull()
  expect(joinFigures([null])).toBeNull()
})

test('counts add up; means are weighted by the requests they are of', () => {
  const other = {
    ...block,
    windowMs: 500,
    requests: 30,
    promptTokens: 300,
    preemptions: 4,
    meanQueueMs: 5,
    meanTtftMs: 70,
    meanBatch: 6,
  }
  expect(joinFigures([block, other])).toEqual({
    ...block,
    windowMs: 1500,
    requests: 40,
    promptTokens: 400,
    cachedTokens: 40,
    generatedTokens: 100,
    prefillMs: 600,
    decodeMs: 1200,
    preemptions: 4,
    draftTokens: 16,
    acceptedTokens: 12,
    meanQueueMs: 4,
    meanTtftMs: 60,
    meanBatch: 5,
  })
})

test('a count that one block does not say is unknown; a mean is of those that say it', () => {
  const other = { ...block, requests: 30, cachedTokens: null, meanTpotMs: null }
  expect(joinFigures([block, other])).toMatchObject({ cachedTokens: null, meanTpotMs: 10, generatedTokens: 100 })
  expect(joinFigures([{ ...block, meanTpotMs: null }, other])?.meanTpotMs).toBeNull()
})

test('the blocks themselves are left as they are', () => {
  const copy = { ...block }
  joinFigures([block, block])
  expect(block).toEqual(copy)
})

test('figures that one block lost are none of the run', () => {
  const lost = { ...block, requests: null, dropped: 'a counter fell' }
  expect(joinFigures([block, lost, block])).toBe(lost)
})

test('a server that served fewer than were answered is another one', () => {
  expect(ownFigures(block, { succeeded: 10 })).toBe(block)
  expect(ownFigures({ ...block, requests: null }, { succeeded: 11 })?.meanTtftMs).toBe(30)
  expect(ownFigures(block, { succeeded: 11 })).toMatchObject({
    server: 'vllm',
    windowMs: 1000,
    requests: null,
    meanTtftMs: null,
    cachedTokens: null,
    dropped: expect.stringMatching(/^it counts 10 requests where 11 were answered: another server/u),
  })
  expect(ownFigures(null, { succeeded: 11 })).toBeNull()
})
