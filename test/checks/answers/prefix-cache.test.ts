import { expect, test } from 'vitest'
import type { ServerFiguresRecord } from '../../../src/record/server.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('input from a prefix cache is a warning, and invalid above a tenth, unless it is wanted', () => {
  const cached = (count: number): Sample[] =>
    soundAnswers(60, 200, () => ({
      tokens: { input: 110, output: 16, cached: count, reasoning: null, source: 'usage' },
    }))
  expect(tripped(endpointHeader(), cached(1))).toEqual({})
  expect(tripped(endpointHeader(), cached(4))).toEqual({ 'prefix-cache': 'warning' })
  expect(tripped(endpointHeader(), cached(40))).toEqual({ 'prefix-cache': 'invalid' })
  const wanted = endpointHeader()
  expect(tripped({ ...wanted, workload: { ...wanted.workload, cacheWanted: true } }, cached(40))).toEqual({})
})

const server: ServerFiguresRecord = {
  server: 'vllm',
  windowMs: 12_000,
  dropped: null,
  requests: 60,
  promptTokens: 6600,
  cachedTokens: 0,
  generatedTokens: 960,
  prefillMs: null,
  decodeMs: null,
  meanQueueMs: null,
  meanTtftMs: null,
  meanTpotMs: null,
  meanInterTokenMs: null,
  meanLatencyMs: null,
  preemptions: null,
  draftTokens: null,
  acceptedTokens: null,
  meanBatch: null,
}

test('what answers do not say of the cache, the server’s metrics may', () => {
  expect(tripped(endpointHeader(), sound, { server })).toEqual({})
  expect(tripped(endpointHeader(), sound, { server: { ...server, cachedTokens: 3300 } })).toEqual({
    'prefix-cache': 'invalid',
  })
  expect(
    found('prefix-cache', endpointHeader(), sound, { server: { ...server, cachedTokens: 3300 } })?.message,
  ).toMatch(/50 % .*metrics/)
})

test('where a cache is meant to help and nobody says how much it did, the speed of prefill is unknown', () => {
  const silent = soundAnswers(60, 200, () => ({
    tokens: { input: 110, output: 16, cached: null, reasoning: null, source: 'usage' },
  }))
  expect(tripped(endpointHeader(), silent)).toEqual({})
  const header = endpointHeader()
  const wanted = { ...header, workload: { ...header.workload, cacheWanted: true } }
  expect(found('prefix-cache', wanted, silent)).toMatchObject({ status: 'invalid', protects: ['prefillSpeed'] })
  expect(tripped(wanted, silent, { server: { ...server, cachedTokens: 3300 } })).toEqual({})
})

test('counters of these requests alone are called so, and those of others too are judged all the same', () => {
  const silent = soundAnswers(60, 200, () => ({
    tokens: { input: 110, output: 16, cached: null, reasoning: null, source: 'usage' },
  }))
  const messageOf = (changes: Partial<ServerFiguresRecord>): string | undefined =>
    found('prefix-cache', endpointHeader(), silent, { server: { ...server, cachedTokens: 3300, ...changes } })?.message
  expect(messageOf({})).toMatch(/^50 % .*by the server's metrics over the same requests: switch/)
  expect(messageOf({ requests: 61, promptTokens: 6710 })).toMatch(/^49\.2 % .*by the server's metrics, whoever asked:/)
})
