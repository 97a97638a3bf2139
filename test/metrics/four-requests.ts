import type { MeasuredColumns } from '../../src/metrics/series.ts'
import type { SampleColumns } from '../../src/samples/columns.ts'

/** Four requests by hand: streamed, streamed with one token, not streamed, failed. */
export const columns: SampleColumns = {
  intended: Float64Array.of(0, 100, 200, 300),
  sent: Float64Array.of(5, 100, 210, 300),
  first: Float64Array.of(25, 140, Number.NaN, Number.NaN),
  firstVisible: Float64Array.of(35, 140, Number.NaN, Number.NaN),
  end: Float64Array.of(105, 150, 310, 330),
  inputTokens: Float64Array.of(40, 40, 40, 40),
  outputTokens: Float64Array.of(9, 1, 5, 0),
  cachedTokens: Float64Array.of(20, 0, 0, 0),
  cacheWriteTokens: new Float64Array(4).fill(Number.NaN),
  reasoningTokens: new Float64Array(4).fill(Number.NaN),
  hiddenTokens: new Float64Array(4),
  firstTokens: Float64Array.of(1, Number.NaN, Number.NaN, Number.NaN),
  failed: Float64Array.of(0, 0, 0, 1),
  slot: Float64Array.of(0, 0, 0, 0),
}

/** As a run of one client holds them. */
export const measured: MeasuredColumns = { columns, gaps: Float64Array.of(10, 12, 8), concurrency: 1 }
