import { expect, test } from 'vitest'
import { lensRoom } from '../../../../../reporters/charts/run/lens/lens-panel.ts'
import { connectionWords } from '../../../../../reporters/charts/run/lens/lens-parts.ts'
import { runChart } from '../../../../../reporters/charts/run/run-chart.ts'
import type { RequestLensRecord } from '../../../../../src/record/lens/request-lens.ts'
import { xmlProblem } from '../../../../support/well-formed.ts'
import { hostileName } from '../../../hostile.ts'
import { sampleRun, sampleSeries } from '../../../sample-report.ts'

const slowest: RequestLensRecord = {
  what: 'slowest',
  request: 5,
  startMs: 28,
  sentMs: 4,
  connectMs: 2,
  connect: { dnsMs: 0.5, tcpMs: 0.25, tlsMs: 1.25 },
  firstMs: 12,
  endMs: 34,
  overMs: 35,
  chunkMs: [12, 20, 34],
  chunks: 3,
  outputTokens: 8,
  failure: null,
}
const failed: RequestLensRecord = {
  ...slowest,
  what: 'failed',
  firstMs: null,
  chunkMs: [],
  chunks: 0,
  failure: hostileName,
}

test('the chart of a run shows its single requests, and tells them in words', () => {
  const series = sampleSeries(10, 40)
  const svg = runChart(sampleRun(series, { lenses: [slowest, failed] }), series)
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).toContain('Single requests')
  expect(svg).toContain(
    'slowest request 5: 4.00 ms until it was sent, of it 2.00 ms for a new connection ' +
      '(DNS 0.500 ms, TCP 0.250 ms, TLS 1.25 ms), first token 8.00 ms later, 3 chunks, 30.0 ms from sending to the end',
  )
  expect(svg).not.toContain('<script>')
  expect(lensRoom([])).toBe(0)
  expect(runChart(sampleRun(series), series)).not.toContain('Single requests')
})

test('a request for which no connection could be opened was sent on none that was kept', () => {
  expect(connectionWords({ ...failed, connectMs: null, failure: 'refused' }, true)).toBe('no connection')
  expect(connectionWords({ ...failed, connectMs: null, failure: 'reset' }, true)).toBe('kept connection')
  expect(connectionWords({ ...slowest, connectMs: 0.1 }, true)).toBe('new connection')
  expect(connectionWords(slowest, false)).toBeNull()
})
