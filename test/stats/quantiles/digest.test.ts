import { expect, test } from 'vitest'
import { keepSamples } from '../../../src/baseline/keep-samples.ts'
import { keptMetric } from '../../../src/baseline/kept-source.ts'
import { digestError, digestOf, digestValue, mergeDigests } from '../../../src/stats/quantiles/digest.ts'
import { constructedRun } from '../../matchers/support/run-builder.ts'
import { seededLatencies } from '../../baseline/constructed.ts'

const values = Float64Array.from(seededLatencies(5000, 40, 1, 1))

test('each value of a digest is within its relative error', () => {
  const digest = digestOf(values, values.length)
  const sorted = values.toSorted()
  for (let rank = 0; rank < sorted.length; rank += 7) {
    const value = sorted[rank] as number
    expect(Math.abs(digestValue(digest, rank) / value - 1)).toBeLessThanOrEqual(digestError * 1.000001)
  }
})

test('two digests merge into that of all values', () => {
  const [one, other] = [values.subarray(0, 1000), values.subarray(1000)]
  expect(mergeDigests(digestOf(one, one.length), digestOf(other, other.length))).toEqual(
    digestOf(values, values.length),
  )
})

test('zeros come first and failures last', () => {
  const digest = digestOf(Float64Array.of(Number.POSITIVE_INFINITY, 3, 0), 3)
  expect([0, 2].map((rank) => digestValue(digest, rank))).toEqual([0, Number.POSITIVE_INFINITY])
  expect(digestValue(digest, 1)).toBeCloseTo(3, 1)
})

test('above 20,000 requests a baseline keeps digests, and they stay small', () => {
  const run = constructedRun(seededLatencies(20_001, 40, 2, 0.3))
  const kept = keepSamples(run.record, run.latency.llm.columns)
  expect(kept.kind).toBe('digests')
  expect(JSON.stringify(kept).length).toBeLessThan(60_000)
  const latency = keptMetric('latency', run.record, kept)
  expect(latency.kind === 'samples' && latency.source.median / (run.record.metrics.latency.p50 ?? 0)).toBeCloseTo(1, 2)
})
