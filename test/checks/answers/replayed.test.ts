import { expect, test } from 'vitest'
import type { Sample } from '../../../src/samples/sample.ts'
import { answer, endpointHeader, soundAnswers } from '../../support/endpoint-samples.ts'
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

/** Answers whose chunks come `of` at a time, `apart` milliseconds after another, after a long wait. */
function inReads(of: number, apart: number, chunks = 64): Sample[] {
  return Array.from({ length: 60 }, (_, place) => {
    const sent = place * 900
    const chunkTimes = Array.from({ length: chunks }, (__, chunk) => sent + 600 + Math.floor(chunk / of) * apart)
    return answer({ sent, ttft: 600, output: chunks }, { chunkTimes, end: chunkTimes.at(-1) ?? sent })
  })
}

test('a fast server behind a queue is no replay: chunks that share a read say nothing of reads', () => {
  expect(found('replayed', endpointHeader(), inReads(4, 1))).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('a fast server behind a queue'),
  })
  expect(found('replayed', endpointHeader(), inReads(2, 0.5, 24))?.status).toBe('warning')
  // In one read, or two, it is one.
  expect(found('replayed', endpointHeader(), inReads(64, 1))?.status).toBe('invalid')
  expect(found('replayed', endpointHeader(), inReads(32, 3))?.status).toBe('invalid')
  // A long answer that was written at once takes several reads.
  expect(found('replayed', endpointHeader(), inReads(250, 0.5, 1000))?.status).toBe('invalid')
})

test('a few quick answers among others are no hint', () => {
  const few = [...inReads(4, 1).slice(0, 5), ...sound.slice(5)]
  expect(found('replayed', endpointHeader(), few)?.status).toBe('ok')
})

test('a local model that is quick after a long prompt is not replayed', () => {
  const quick = soundAnswers(60, 200, undefined, { ttft: 90, gap: 0.05 })
  expect(found('replayed', runHeader(), quick)).toBeUndefined()
})
