import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { runSeries } from '../../../src/metrics/run-series.ts'
import { collect } from '../../../reporters/collect/collect.ts'
import type { RunArtifact } from '../../../src/worker/artifacts.ts'
import { encodeColumns, type SampleColumns } from '../../../src/samples/columns.ts'
import { digestOf } from '../../../src/stats/quantiles/digest.ts'
import { sampleRun, sampleSeries } from '../sample-report.ts'

/** Four requests in the order they ended; the one sent second failed, the one sent last waited for 30 ms. */
const columns: SampleColumns = {
  intended: Float64Array.of(0, 20, 10, 30),
  sent: Float64Array.of(0, 20, 10, 60),
  first: Float64Array.of(5, 27, Number.NaN, 69),
  firstVisible: Float64Array.of(5, 27, Number.NaN, 69),
  end: Float64Array.of(40, 50, 55, 100),
  inputTokens: new Float64Array(4).fill(7),
  outputTokens: new Float64Array(4).fill(8),
  cachedTokens: new Float64Array(4),
  cacheWriteTokens: new Float64Array(4).fill(Number.NaN),
  reasoningTokens: new Float64Array(4).fill(Number.NaN),
  hiddenTokens: new Float64Array(4),
  firstTokens: new Float64Array(4).fill(1),
  failed: Float64Array.of(0, 0, 1, 0),
  slot: new Float64Array(4),
}

const inSendingOrder = {
  starts: Float64Array.of(0, 10, 20, 60),
  latencies: Float64Array.of(40, Number.NaN, 30, 40),
  responses: Float64Array.of(40, Number.NaN, 30, 70),
  ttfts: Float64Array.of(5, Number.NaN, 7, 9),
}

test('a chart is drawn from every request in the order of sending, failed ones in their place', () => {
  expect(runSeries({ columns, gaps: new Float64Array(), concurrency: 4 })).toEqual(inSendingOrder)
})

test('a report keeps them so', () => {
  const record = sampleRun(sampleSeries(4, 40, [1]), { id: 'one' })
  const artifact: Omit<RunArtifact, 'attachments'> = {
    type: 'vitest-llm-bench:run',
    record,
    columns: encodeColumns(columns),
    gaps: digestOf(new Float64Array(), 0),
    clockZero: 0,
  }
  const only = { fullName: 'a test', artifacts: () => [artifact], attempts: () => [] }
  const module = {
    relativeModuleId: 'a.bench.ts',
    project: { name: '', config: { benchmark: { enabled: false } } },
    meta: () => ({}),
    children: { allTests: () => [only] },
  }
  expect(collect([module as unknown as TestModule], null).series.get('one')).toEqual(inSendingOrder)
})
