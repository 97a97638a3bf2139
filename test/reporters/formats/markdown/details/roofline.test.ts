import { expect, test } from 'vitest'
import { rooflineDetails } from '../../../../../reporters/formats/markdown/details/roofline.ts'
import type { RooflineRecord } from '../../../../../src/record/machine/roofline.ts'
import type { Report } from '../../../../../src/record/report.ts'
import type { RunRecord } from '../../../../../src/record/run.ts'
import { hostileName } from '../../../hostile.ts'
import { sampleReport, sampleRun, sampleSeries } from '../../../sample-report.ts'

const roofline: RooflineRecord = {
  bandwidthGBs: { value: 20, of: 'cpu', from: 'measured', source: null, threads: 4 },
  peakTflops: null,
  decode: {
    context: 80,
    batch: 1,
    weightBytes: 6e8,
    cacheBytes: 2e6,
    bytesPerStep: 602e6,
    stepMs: 40,
    gbPerSecond: 15.05,
    share: 0.7525,
  },
  prefill: { operationsPerToken: 2e9, tflops: 0.05, share: null },
  hostShare: 0.05,
  prefillTimeShare: 0.1,
  doubt: null,
  faster: { limit: 'memory', words: 'memory-bound: a smaller quantization' },
}

function runWith(name: string, of: RooflineRecord | null): RunRecord {
  return { ...sampleRun(sampleSeries(20, 100)), id: name, name, title: name, roofline: of }
}

/** The section, its cells without the blanks that align them. */
function cells(report: Report): string {
  return rooflineDetails(report).replaceAll(/ {2,}/g, ' ')
}

test('each run stands beside the bandwidth, with its origin, and what would make it faster', () => {
  const published = { value: 3350, of: 'gpu', from: 'table', source: 'a data sheet', threads: null } as const
  const section = cells(sampleReport([runWith('a', roofline), runWith('b', { ...roofline, bandwidthGBs: published })]))
  expect(section).toContain('602 MB (2.00 MB of KV cache)')
  expect(section).toContain('15.1 GB/s, 75.3 % | 20.0 GB/s (CPU, measured with 4 threads) | 0.0500 TFLOPS | –')
  expect(section).toContain('3,350 GB/s (GPU, a data sheet)')
  expect(section).toContain('- What would make it faster: memory-bound: a smaller quantization (a, b)')
  expect(section).not.toContain('read once')
})

test('a share that is not known is left out, and so is a speed', () => {
  const unknown = { ...roofline, bandwidthGBs: null, decode: null, prefill: null }
  expect(cells(sampleReport([runWith('a', unknown)]))).toContain('| – | – | – | – | – | – | – |')
  const { decode } = roofline
  const shareless = { ...roofline, bandwidthGBs: null, decode: decode === null ? null : { ...decode, share: null } }
  expect(cells(sampleReport([runWith('a', shareless)]))).toContain('| 15.1 GB/s | – |')
})

test('of a batch it is said that weights are read once', () => {
  const { decode } = roofline
  const batch = { ...roofline, decode: decode === null ? null : { ...decode, batch: 4 } }
  expect(rooflineDetails(sampleReport([runWith('a', batch)]))).toContain('the weights are read once')
})

test('it is said once for all runs of which it is the same', () => {
  const runs = ['a', 'b', 'c', 'd'].map((name) => runWith(name, roofline))
  const summary = rooflineDetails(sampleReport([...runs, runWith('e', null)]))
  expect(summary).toContain('What would make it faster: memory-bound: a smaller quantization (a, b and 2 more)')
})

test('there is no section without such a run, nor in a report of an earlier version; names are escaped', () => {
  expect(rooflineDetails(sampleReport([runWith('a', null)]))).toBe('')
  const { roofline: _new, ...old } = runWith('a', null)
  expect(rooflineDetails(sampleReport([old as RunRecord]))).toBe('')
  expect(rooflineDetails(sampleReport([runWith(hostileName, roofline)]))).not.toContain(hostileName)
})
