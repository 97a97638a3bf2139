import { expect, test } from 'vitest'
import type { Sample } from '../../../src/samples/sample.ts'
import { endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
import { runHeader } from '../../support/samples.ts'
import { found, sound, tripped } from '../support/endpoint-checks.ts'

test('answers that were complete before they were sent are replayed', () => {
  const quick = soundAnswers(60, 200, undefined, { ttft: 90, gap: 0.05 })
  const replay = (of: number): Sample[] => [...quick.slice(0, of), ...sound.slice(of)]
  expect(found('replayed', endpointHeader(), replay(3))?.status).toBe('ok')
  expect(tripped(endpointHeader(), replay(60))).toEqual({ replayed: 'invalid' })
  expect(found('replayed', endpointHeader(), replay(10))).toMatchObject({
    status: 'invalid',
    protects: ['ttft', 'ttfv', 'tpot', 'interChunk'],
  })
  // All in one chunk is no better.
  const whole = soundAnswers(60, 200, undefined, { ttft: 90, chunks: 1 })
  expect(found('replayed', endpointHeader(), whole)?.status).toBe('invalid')
})

test('a local model that is quick after a long prompt is not replayed', () => {
  const quick = soundAnswers(60, 200, undefined, { ttft: 90, gap: 0.05 })
  expect(found('replayed', runHeader(), quick)).toBeUndefined()
})
