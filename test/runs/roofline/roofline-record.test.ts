import { expect, test } from 'vitest'
import { metricsOf } from '../../../src/metrics/distribution.ts'
import { MeasuredRequests } from '../../../src/metrics/measured-requests.ts'
import type { CeilingRecord } from '../../../src/record/machine/roofline.ts'
import { type RooflineInput, rooflineRecord } from '../../../src/runs/roofline/roofline-record.ts'
import { usualCacheTypes } from '../../../src/models/reads/step-bytes.ts'
import { Requests } from '../../../src/samples/requests.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { readsOfShape } from '../../models/reads/reads-of.ts'
import { completedSample } from '../../support/samples.ts'

const reads = readsOfShape('tinyllama-1.1b', 'Q4_0')
const bandwidth = (value: number, changes: Partial<CeilingRecord> = {}): CeilingRecord => ({
  value,
  of: 'cpu',
  from: 'measured',
  source: null,
  threads: 4,
  ...changes,
})

function inputOf(samples: readonly Sample[], changes: Partial<RooflineInput> = {}): RooflineInput {
  const measured = new MeasuredRequests(Requests.of(samples), 1, null)
  return {
    reads,
    types: usualCacheTypes,
    ceilings: null,
    samples,
    metrics: metricsOf(measured.readable),
    timings: null,
    alone: true,
    engaged: {
      backend: 'cpu',
      gpuLayers: 0,
      totalLayers: 23,
      threads: 4,
      cores: 4,
      calibrated: false,
      unusedInstructions: [],
    },
    ...changes,
  }
}

/** Answers of 101 tokens, 40 ms apart, to 10 tokens. */
const answers = Array.from({ length: 5 }, (_, index) => ({ ...completedSample(index * 5000, 101 * 40, 101), index }))
const tokenBytes = 22 * 2 * 256 * 2

test('decode reads the weights and the cache of its context for each token', () => {
  const { decode, doubt } = rooflineRecord(
    inputOf(answers, { ceilings: { bandwidthGBs: bandwidth(20), peakTflops: null } }),
  )
  // Contexts of 11 to 110 tokens.
  expect(decode?.context).toBe(60.5)
  expect(decode?.cacheBytes).toBe(60.5 * tokenBytes)
  expect(decode?.weightBytes).toBe(reads.sharedBytes + reads.rowBytes)
  expect(decode?.batch).toBe(1)
  expect(decode?.stepMs).toBeCloseTo(40, 9)
  const speed = (reads.sharedBytes + reads.rowBytes + 60.5 * tokenBytes) / 40 / 1e6
  expect(decode?.gbPerSecond).toBeCloseTo(speed, 9)
  expect(decode?.share).toBeCloseTo(speed / 20, 9)
  expect(doubt).toBeNull()
})

test('the types of the cache count', () => {
  const small = rooflineRecord(inputOf(answers, { types: { key: 'Q8_0', value: 'Q4_0' } }))
  expect(small.decode?.cacheBytes).toBeCloseTo(60.5 * 22 * 256 * (34 / 32 + 18 / 32), 6)
})

test('several sequences in a step read the weights once, and each its cache', () => {
  const together = Array.from({ length: 4 }, (_, index) => ({ ...completedSample(0, 4040, 101), index, stream: index }))
  const { decode, prefill } = rooflineRecord(inputOf(together, { alone: false }))
  expect(decode?.batch).toBe(4)
  expect(decode?.bytesPerStep).toBe(reads.sharedBytes + 4 * reads.rowBytes + 4 * 60.5 * tokenBytes)
  // Requests that wait for each other say nothing of the speed of prefill.
  expect(prefill).toBeNull()
})

test('prefill makes a product and a sum for each parameter, and attention; the output matrix once', () => {
  const peakTflops = bandwidth(10, { from: 'declared', threads: null })
  const { prefill } = rooflineRecord(inputOf(answers, { ceilings: { bandwidthGBs: null, peakTflops } }))
  const attention = 2 * 22 * 4096 * 55
  const operations = (2 * (reads.multiplied * 10 + reads.outputParameters) + attention) / 10
  expect(prefill?.operationsPerToken).toBeCloseTo(operations, 3)
  // Ten tokens in 40 ms.
  expect(prefill?.tflops).toBeCloseTo((operations * 250) / 1e12, 9)
  expect(prefill?.share).toBeCloseTo((operations * 250) / 1e13, 9)
})

test('a share above 1 is no figure: an assumption is said to be wrong', () => {
  const { decode, doubt, faster } = rooflineRecord(
    inputOf(answers, { ceilings: { bandwidthGBs: bandwidth(10), peakTflops: null } }),
  )
  expect(decode?.share).toBeNull()
  expect(decode?.gbPerSecond).toBeGreaterThan(10)
  expect(doubt).toMatch(
    /^decoding would have read 15\d\.\d\d % of the 10\.0 GB\/s that was measured: the weights stay in the/,
  )
  expect(doubt).toMatch(/caches of the processor, or the machine was busier when its memory was read than in the run$/)
  expect(faster).toEqual({ limit: 'unknown', words: `cannot be told: ${doubt}` })
  const declared = bandwidth(10, { from: 'declared', threads: null })
  expect(rooflineRecord(inputOf(answers, { ceilings: { bandwidthGBs: declared, peakTflops: null } })).doubt).toMatch(
    /of the 10\.0 GB\/s that was declared: .* that bandwidth is not the one of the memory it was read from$/,
  )
})

test('a peak that is passed is of other numbers', () => {
  const peakTflops = bandwidth(1e-3, { of: 'gpu', from: 'table', source: 'a data sheet', threads: null })
  const { prefill, doubt } = rooflineRecord(inputOf(answers, { ceilings: { bandwidthGBs: null, peakTflops } }))
  expect(prefill?.share).toBeNull()
  expect(doubt).toContain('TFLOPS that its maker publishes: it was computed in smaller numbers')
})

test('nothing is told of decoding where nothing was decoded, or more is kept than is counted', () => {
  expect(rooflineRecord(inputOf([completedSample(0, 40, 1)])).decode).toBeNull()
  const unknown = rooflineRecord(inputOf(answers, { reads: { ...reads, caches: null } }))
  expect(unknown).toMatchObject({ decode: null, prefill: null, faster: { limit: 'unknown' } })
})

test('the share outside the engine is what its own time leaves of a token', () => {
  const own = {
    promptTokens: 50,
    promptMs: 200,
    decodeTokens: 500,
    decodeMs: 15_000,
    samplerMs: null,
    sampledTokens: null,
  }
  const { hostShare, prefillTimeShare } = rooflineRecord(inputOf(answers, { timings: own }))
  expect(hostShare).toBeCloseTo(0.25, 9)
  expect(prefillTimeShare).toBeCloseTo(1 / 101, 9)
  expect(rooflineRecord(inputOf(answers, { timings: own, alone: false })).hostShare).toBeNull()
})
