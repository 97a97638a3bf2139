import { expect, test } from 'vitest'
import type { EngineTimingsRecord } from '../../../src/record/server.ts'
import { directionOf } from '../../../src/verdicts/directions.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'
import { check } from '../support/checked-run.ts'

/** Ten answers of ten tokens, each token 8 ms. */
const answers = Array.from({ length: 10 }, (_, place) => completedSample(place * 100, 80, 10))

function timed(ownMs: number, samplerMs: number | null = null): { engineTimings: EngineTimingsRecord } {
  const sampler = {
    samplerMs: samplerMs === null ? null : samplerMs * 100,
    sampledTokens: samplerMs === null ? null : 100,
  }
  const engineTimings = { promptTokens: 100, promptMs: 100, decodeTokens: 90, decodeMs: ownMs * 90, ...sampler }
  return { engineTimings }
}

const { facts, workload } = runHeader()
const model = runHeader({ facts: { ...facts, target: { ...facts.target, kind: 'model' } } })
const id = 'engine-overhead'

test('a token that is 5 % above llama.cpp’s own time, or less, is in order', () => {
  expect(check(id, model, answers, { ...runEnd, ...timed(7.61) })).toMatchObject({
    status: 'ok',
    message: "a decoded token took 8.00 ms, llama.cpp's own part of it 7.61 ms (95.1 %)",
  })
  // A clock of its own may be above ours.
  expect(check(id, model, answers, { ...runEnd, ...timed(8.1) })?.status).toBe('ok')
})

test('above 5 % it says by how much, and what to take instead', () => {
  expect(check(id, model, answers, { ...runEnd, ...timed(7.2, 0.3) })).toEqual({
    id,
    status: 'warning',
    protects: ['tpot', 'interChunk'],
    message:
      "a decoded token took 8.00 ms, llama.cpp's own part of it 7.20 ms: 10 % are the ways to its threads and back, " +
      "with 0.300 ms for choosing it: take llama.cpp's own speed (record.engineSpeed) for the model's, " +
      'or ask it behind server.llamaServer(), which chooses tokens where it decodes',
  })
})

test('where most of it chooses tokens because it was asked to, it says so', () => {
  const drawn = { ...model, workload: { ...workload, temperature: 1 } }
  const leaveOut = 'or leave out what chooses tokens (temperature: 0, no grammar)'
  expect(check(id, drawn, answers, { ...runEnd, ...timed(6, 1.5) })?.message).toContain(leaveOut)
  expect(check(id, drawn, answers, { ...runEnd, ...timed(6, 0.5) })?.message).not.toContain(leaveOut)
  expect(check(id, model, answers, { ...runEnd, ...timed(6, 1.5) })?.message).not.toContain(leaveOut)
})

test('of few tokens, of a server, and where nothing is told, it says nothing', () => {
  expect(
    check(id, model, answers.slice(0, 3), {
      ...runEnd,
      engineTimings: { ...timed(1).engineTimings, decodeTokens: 27 },
    }),
  ).toBe(undefined)
  expect(check(id, model, answers)).toBe(undefined)
  const server = runHeader({ facts: { ...facts, target: { ...facts.target, kind: 'server' } } })
  expect(check(id, server, answers, { ...runEnd, ...timed(1) })).toBe(undefined)
})

test('it can only have made times longer', () => {
  for (const metric of ['tpot', 'decodeSpeed', 'interChunk'] as const)
    expect(directionOf(id, [metric])).toBe('lengthens')
})
