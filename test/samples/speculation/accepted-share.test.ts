import { expect, test } from 'vitest'
import type { TokenCounts } from '../../../src/samples/sample.ts'
import { speculationRecord } from '../../../src/samples/speculation/accepted-share.ts'

const counts = (drafted: number, accepted: number): TokenCounts => ({
  input: 1,
  output: 1,
  cached: 0,
  reasoning: null,
  source: 'engine',
  speculated: { drafted, accepted, source: 'counted' },
})

test('the share is of all tokens, its interval from the spread between requests', () => {
  const told = [counts(10, 5), counts(10, 6), counts(20, 9), counts(10, 4), counts(10, 6)]
  const record = speculationRecord(told)
  expect(record).toMatchObject({ drafted: 60, accepted: 30, share: 0.5, source: 'counted' })
  const [low, high] = record?.interval ?? [0, 0]
  // By hand: residuals 0, 1, -1, -1, 1; s = 1; half = 2.776 × √5 / 60.
  expect(low).toBeCloseTo(0.5 - 0.10345, 4)
  expect(high).toBeCloseTo(0.5 + 0.10345, 4)
})

test('few requests have no interval, none drafted no share, none told no record', () => {
  expect(speculationRecord([counts(4, 2)])).toMatchObject({ share: 0.5, interval: null })
  expect(speculationRecord([counts(0, 0)])).toMatchObject({ share: null, interval: null })
  expect(speculationRecord([])).toBeNull()
})
