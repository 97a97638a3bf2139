import { expect, test } from 'vitest'
import { contextsOf, decodedRequests, meanBatch } from '../../../src/runs/roofline/decoded-tokens.ts'
import { completedSample } from '../../support/samples.ts'

const request = { sent: 0, first: 10, end: 20, input: 64, output: 32, cached: 0 }

test('the first token is of prefill: each one after it has a context that is longer by one', () => {
  expect(contextsOf(request)).toEqual({ from: 65, to: 95 })
  expect(contextsOf({ ...request, output: 1 })).toEqual({ from: 65, to: 64 })
})

test('requests that overlap are in a step together', () => {
  const span = (first: number, end: number) => ({ ...request, first, end })
  expect(meanBatch([span(0, 10), span(10, 20)])).toBe(1)
  expect(meanBatch([span(0, 10), span(0, 10), span(0, 10)])).toBe(3)
  expect(meanBatch([span(0, 20), span(10, 20)])).toBe(1.5)
  expect(meanBatch([span(0, 10), span(100, 110), span(105, 115)])).toBeCloseTo(30 / 25, 12)
  expect(meanBatch([])).toBe(1)
})

test('requests without a first token, or without counted tokens, tell nothing', () => {
  const sample = completedSample(0, 40)
  expect(decodedRequests([sample])).toEqual([{ sent: 0, first: 10, end: 40, input: 10, output: 4, cached: 0 }])
  expect(decodedRequests([{ ...sample, first: null }])).toEqual([])
  expect(decodedRequests([{ ...sample, tokens: { ...sample.tokens, input: null } }])).toEqual([])
})
