import { expect, test } from 'vitest'
import { engineSpeed } from '../../src/metrics/engine-speed.ts'
import type { EngineTimingsRecord } from '../../src/record/server.ts'
import { completedSample } from '../support/samples.ts'

const timings: EngineTimingsRecord = {
  promptTokens: 200,
  promptMs: 400,
  decodeTokens: 12,
  decodeMs: 84,
  samplerMs: 4,
  sampledTokens: 16,
}

// Each token takes 8 ms: 4 and 10 of them are 3 and 9 steps.
const answers = [completedSample(0, 32), completedSample(100, 80, 10)]

test('a local model’s own speed is beside the time of the same tokens by our clock', () => {
  const speed = engineSpeed(answers, timings, 'model')
  expect(speed).toMatchObject({ prefillTokensPerSecond: 500, decodeMsPerToken: 7, samplerMsPerToken: 0.25 })
  expect(speed?.clientMsPerToken).toBeCloseTo(8, 9)
  expect(speed?.overheadShare).toBeCloseTo(1 / 8, 9)
})

test('a server counts the first token of each answer too, and tells no sampler', () => {
  const told = { ...timings, decodeTokens: 14, samplerMs: null, sampledTokens: null }
  expect(engineSpeed(answers, told, 'server')).toMatchObject({ decodeMsPerToken: 7, samplerMsPerToken: null })
})

test('answers of one token have no time a token, and failed ones are not ours to count', () => {
  const failed = { ...completedSample(0, 10), state: 'failed', failure: { class: 'engine', message: 'x' } } as never
  const none = { ...timings, decodeTokens: 0, decodeMs: 0, promptMs: 0 }
  expect(engineSpeed([completedSample(0, 10, 1), failed], none, 'model')).toEqual({
    prefillTokensPerSecond: null,
    decodeMsPerToken: null,
    clientMsPerToken: null,
    samplerMsPerToken: 0.25,
    overheadShare: null,
  })
  expect(engineSpeed(answers, null, 'model')).toBeNull()
})
