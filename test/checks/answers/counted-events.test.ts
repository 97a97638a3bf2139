import { expect, test } from 'vitest'
import { eventsOf } from '../../../src/checks/answers/counted-events.ts'
import { Requests } from '../../../src/samples/requests.ts'
import type { CompletedSample } from '../../../src/samples/sample.ts'
import { answer } from '../../support/endpoint-samples.ts'

function counted(output: number, chunks: number, changes: Partial<CompletedSample> = {}) {
  const samples = Array.from({ length: 4 }, () => answer({ sent: 0, output, chunks }, changes))
  return eventsOf(Requests.of(samples).measured.rows())
}

test.for([
  [100, 100, 0],
  // The end token has no text, and need not be counted.
  [101, 100, 0],
  [99, 100, 0],
  [98, 100, 2 / 98],
  [102, 100, 2 / 102],
  [90, 100, 10 / 90],
  [110, 100, 10 / 110],
] as const)('%i counted and %i that came are %d apart', ([output, chunks, share]) => {
  expect(counted(output, chunks)?.share).toBeCloseTo(share, 12)
})

test('where events are no tokens, more tokens than events are no fault', () => {
  expect(counted(100, 70)?.share).toBe(0)
  expect(counted(100, 0)?.share).toBe(0)
  expect(counted(110, 100, { text: '😀'.repeat(20) })?.share).toBe(0)
  expect(counted(110, 100, { reasoning: 'ä' })?.share).toBe(0)
  expect(counted(110, 100, { toolCalls: '[]' })?.share).toBe(0)
})

test('what was never streamed is no token that is missing', () => {
  expect(counted(500, 100, { hiddenTokens: 400 })?.share).toBe(0)
  expect(counted(500, 120, { hiddenTokens: 400 })?.share).toBeCloseTo(20 / 100, 12)
})

test('the marks of reasoning are not sent', () => {
  expect(counted(103, 100)?.share).toBeGreaterThan(0)
  expect(counted(103, 100, { reasoning: 'so' })?.share).toBe(0)
})

test('the sentence says in which direction it is off', () => {
  expect(counted(90, 100)?.message).toMatch(/^40 chunks more came than the 360 output tokens/u)
  expect(counted(110, 100)?.message).toMatch(
    /^40 chunks fewer came than the 440 output tokens .*, though nearly each is a token: its/u,
  )
  expect(eventsOf([])).toBeNull()
})
