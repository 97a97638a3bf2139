import { expect, test } from 'vitest'
import type { Sample } from '../../../src/samples/sample.ts'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, tripped } from '../support/endpoint-checks.ts'

test('input that the server counts otherwise than asked is a mismatch, a chat template is not', () => {
  const counted = (input: number): Sample[] =>
    soundAnswers(60, 200, () => ({
      asked: { input: 400, output: 16 },
      tokens: { input, output: 16, cached: 0, reasoning: null, source: 'usage' },
    }))
  expect(tripped(endpointHeader(), counted(440))).toEqual({})
  expect(tripped(endpointHeader(), counted(390))).toEqual({ 'token-count': 'warning' })
  expect(tripped(endpointHeader(), counted(460))).toEqual({ 'token-count': 'warning' })
  expect(tripped(endpointHeader(), counted(520))).toEqual({ 'token-count': 'invalid' })
  const completion = endpointHeader()
  expect(tripped({ ...completion, workload: { ...completion.workload, kind: 'completion' } }, counted(440))).toEqual({
    'token-count': 'invalid',
  })
})

test('input far below what was asked for was cut, and its times are of less work', () => {
  const cut = soundAnswers(60, 200, () => ({
    asked: { input: 980, output: 16 },
    tokens: { input: 258, output: 16, cached: 0, reasoning: null, source: 'usage' },
  }))
  const check = found('token-count', endpointHeader(), cut)
  expect(check).toMatchObject({ status: 'invalid' })
  expect(check?.protects).toEqual(expect.arrayContaining(['ttft', 'latency', 'prefillSpeed']))
  expect(check?.message).toMatch(
    /15,480 input tokens where 58,800 were asked for: it cuts prompts at its context.*num_ctx/u,
  )
})

test('more output than was allowed, and more chunks than tokens, are mismatches', () => {
  const longer = soundAnswers(60, 200, () => ({ asked: { input: null, output: 8 } }))
  expect(found('token-count', endpointHeader(), longer)).toMatchObject({ status: 'invalid' })
  expect(found('token-count', endpointHeader(), longer)?.message).toContain("fields: { max_tokens: '…' }")
  const chunky = soundAnswers(60, 200, undefined, { output: 16, chunks: 20, gap: 4 })
  expect(tripped(endpointHeader(), chunky)).toEqual({ 'token-count': 'invalid' })
})

test('tokens that nobody but us counted are a warning', () => {
  const uncounted = soundAnswers(60, 200, () => ({
    tokens: { input: 0, output: 16, cached: 0, reasoning: null, source: 'chunks' },
  }))
  expect(tripped(endpointHeader(), uncounted)).toEqual({ 'token-count': 'warning' })
})

test('a mismatch of those that were counted is told before what nobody counted', () => {
  const tokens = { input: 0, output: 16, cached: 0, reasoning: null, source: 'chunks' } as const
  const some = soundAnswers(60, 200, (index) => (index === 0 ? { tokens } : {}), { output: 16, chunks: 20, gap: 4 })
  expect(found('token-count', endpointHeader(), some)).toMatchObject({ status: 'invalid' })
})

test('a usage that is off is caught in both directions', () => {
  const off = (output: number, chunks: number): Sample[] =>
    soundAnswers(60, 200, () => ({ asked: { input: null, output: null } }), { output, chunks, gap: 2 })
  expect(tripped(endpointHeader(), off(90, 100))).toEqual({ 'token-count': 'invalid' })
  expect(tripped(endpointHeader(), off(110, 100))).toEqual({ 'token-count': 'invalid' })
  expect(tripped(endpointHeader(), off(97, 100))).toEqual({ 'token-count': 'warning' })
  expect(tripped(endpointHeader(), off(103, 100))).toEqual({ 'token-count': 'warning' })
  expect(tripped(endpointHeader(), off(101, 100))).toEqual({})
  expect(tripped(endpointHeader(), off(99, 100))).toEqual({})
})
