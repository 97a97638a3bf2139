import { expect, test } from 'vitest'
import type { CeilingRecord, DecodeReadsRecord, RooflineRecord } from '../../../src/record/machine/roofline.ts'
import { type Engaged, faster } from '../../../src/runs/roofline/faster.ts'

const measured: CeilingRecord = { value: 20, of: 'cpu', from: 'measured', source: null, threads: 4 }
const published: CeilingRecord = { value: 20, of: 'cpu', from: 'table', source: 'x', threads: null }
const engaged: Engaged = {
  backend: 'cpu',
  gpuLayers: 0,
  totalLayers: 23,
  threads: 4,
  cores: 4,
  calibrated: false,
  unusedInstructions: [],
}
const gpu: Engaged = { ...engaged, backend: 'cuda', gpuLayers: 23 }

function decode(share: number | null, changes: Partial<DecodeReadsRecord> = {}): DecodeReadsRecord {
  const base = { context: 60, batch: 1, weightBytes: 6e8, cacheBytes: 1e6, bytesPerStep: 6e8, stepMs: 40 }
  return { ...base, gbPerSecond: 15, share, ...changes }
}

function known(changes: Partial<RooflineRecord> = {}): Omit<RooflineRecord, 'faster'> {
  return {
    bandwidthGBs: measured,
    peakTflops: null,
    decode: decode(0.75),
    prefill: null,
    hostShare: 0.05,
    prefillTimeShare: 0.1,
    doubt: null,
    ...changes,
  }
}

const prefill = (share: number | null) => ({ operationsPerToken: 2e9, tflops: 100, share })

test.for<[string, Partial<RooflineRecord>, Engaged, string, RegExp]>([
  [
    'memory',
    {},
    engaged,
    'memory',
    /^memory-bound: decoding reads 75 % of the 20\.0 GB\/s: a smaller quantization, more/,
  ],
  [
    'memory, much of it the cache of several sequences',
    { decode: decode(0.8, { cacheBytes: 1e9, batch: 8 }) },
    engaged,
    'memory',
    /a smaller quantization, a smaller type of the KV cache, or faster memory$/,
  ],
  [
    'cores, with the bandwidth of its very threads',
    { decode: decode(0.3) },
    engaged,
    'compute',
    /^compute-bound: decoding reads 30/,
  ],
  [
    'nothing that another bandwidth shows',
    { decode: decode(0.3), bandwidthGBs: published },
    engaged,
    'unknown',
    /^cannot be told: /,
  ],
  [
    'nothing without a bandwidth',
    { decode: decode(null), bandwidthGBs: null },
    engaged,
    'unknown',
    /roofline: 'measure'/,
  ],
  [
    'nothing of a GPU that reads little',
    { decode: decode(0.2), bandwidthGBs: published },
    gpu,
    'unknown',
    /^cannot be told/,
  ],
  ['the time outside the engine', { hostShare: 0.4 }, engaged, 'host', /^host overhead: 40 % of a token's time/],
  ['too many threads', {}, { ...engaged, threads: 8 }, 'threads', /^threads: 8 of the engine share 4 cores/],
  ['too few threads', {}, { ...engaged, threads: 1 }, 'threads', /^threads: 1 of 4 cores compute, as was asked for/],
  [
    'memory, whatever more threads would do',
    { bandwidthGBs: published },
    { ...engaged, threads: 1 },
    'memory',
    /^memory/,
  ],
  ['memory, where few threads were found best', {}, { ...engaged, threads: 1, calibrated: true }, 'memory', /^memory/],
  ['layers that the GPU has no room for', {}, { ...gpu, gpuLayers: 20 }, 'memory', /^memory of the GPU: only 20 of 23/],
  [
    'a build for other processors',
    { decode: decode(0.3) },
    { ...engaged, unusedInstructions: ['AVX512', 'AMX_INT8'] },
    'native-build',
    /does not use AVX512, AMX_INT8 of this processor/,
  ],
  [
    'a build for other processors, unless memory is the limit',
    { decode: decode(null), bandwidthGBs: null },
    { ...engaged, unusedInstructions: ['AVX2'] },
    'native-build',
    /unless memory is the limit/,
  ],
  [
    'memory, where a native build would wait for it too',
    {},
    { ...engaged, unusedInstructions: ['AVX2'] },
    'memory',
    /^memory/,
  ],
  [
    'no build of what nobody can tell',
    { decode: decode(null), bandwidthGBs: null },
    { ...engaged, unusedInstructions: null },
    'unknown',
    /^cannot/,
  ],
  [
    'prefill near the peak',
    { prefillTimeShare: 0.8, prefill: prefill(0.6) },
    gpu,
    'compute',
    /^compute-bound: 80 % of the time/,
  ],
  [
    'prefill far from the peak',
    { prefillTimeShare: 0.8, prefill: prefill(0.1) },
    gpu,
    'unknown',
    /makes only 10 % of the peak/,
  ],
  [
    'prefill without a peak',
    { prefillTimeShare: 0.8, prefill: prefill(null) },
    gpu,
    'unknown',
    /the peak of this hardware is not known/,
  ],
  ['an assumption that is wrong', { doubt: 'it read 140 %' }, engaged, 'unknown', /^cannot be told: it read 140 %$/],
  ['nothing where nothing was decoded', { decode: null }, engaged, 'unknown', /^cannot be told: no request decoded/],
])('%s', ([, changes, by, limit, words]) => {
  const told = faster(known(changes), by)
  expect(told.limit).toBe(limit)
  expect(told.words).toMatch(words)
})
