import { expect, test } from 'vitest'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { found, tripped } from '../support/endpoint-checks.ts'

test('chunks that hold several tokens make their gaps no times between tokens', () => {
  const fewer = soundAnswers(60, 200, undefined, { output: 16, chunks: 8, gap: 10 })
  expect(tripped(endpointHeader(), fewer)).toEqual({ 'chunk-not-token': 'warning' })
  expect(found('chunk-not-token', endpointHeader(), fewer)?.protects).toEqual(['interChunk'])
})

test('tpot is printed as it would be with one token in the first chunk', () => {
  // 16 tokens in four chunks, 80 ms apart: 20 ms a token.
  const big = soundAnswers(60, 600, () => ({ firstTokens: 4, first: 100, end: 340 }), { output: 16, chunks: 4 })
  expect(found('chunk-not-token', endpointHeader(), big)?.message).toBe(
    '0.250 chunks came for each output token that was streamed (median): several tokens share a chunk; ' +
      "tpot is 20.0 ms (p50), the first chunk's tokens taken by its share of the characters: " +
      'with one token in it (k = 1) 16.0 ms; judge tpot instead of interChunk',
  )
})

test('tokens that were never streamed are none of those that share a chunk', () => {
  const thought = soundAnswers(60, 200, (_, { tokens }) => ({
    tokens: { ...tokens, output: 416, reasoning: 400 },
    hiddenTokens: 400,
  }))
  expect(found('chunk-not-token', endpointHeader(), thought)).toMatchObject({ status: 'ok' })
})

test('one chunk with everything in it has no time a token', () => {
  const whole = soundAnswers(60, 200, () => ({ firstTokens: null }), { output: 12, chunks: 1 })
  expect(found('chunk-not-token', endpointHeader(), whole)?.message).toContain('and tpot has no value')
})
