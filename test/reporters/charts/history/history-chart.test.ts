import { expect, test } from 'vitest'
import { historyChart } from '../../../../reporters/charts/history/history-chart.ts'
import { reportCharts } from '../../../../reporters/charts/report-charts.ts'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { trendsOf } from '../../../../src/baseline/history/trends.ts'
import { steppedHistory } from '../../../baseline/history/lines.ts'
import { xmlProblem } from '../../../support/well-formed.ts'
import { hostileName } from '../../hostile.ts'
import { sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

const trends = trendsOf(steppedHistory(30, 20, 24, 1))

test('a panel a figure with the levels and the change, told in words too', () => {
  const svg = historyChart(trends) ?? ''
  expect(xmlProblem(svg)).toBeNull()
  expect(svg).toContain('<title>History of a.bench.ts › a test › short</title>')
  expect(svg).toMatch(/<desc>latency-p50: 30 runs, the newest 2[34]\.\d ms; worse: 19/u)
  expect(svg).toMatch(/×1\.\d\d</u)
  expect(svg).toContain('prefers-color-scheme:dark')
  expect(historyChart(trendsOf(steppedHistory(1, 5, 24)))).toBeNull()
})

test('of too few runs nobody says that nothing changed', () => {
  const short = trendsOf(steppedHistory(5, 9, 24))
  expect(historyChart(short)).toContain('too few runs to tell a change')
  const report = sampleReport([])
  report.history.push(...short)
  expect(renderMarkdown(report, [])).toContain('## History\n\nToo few runs to tell a change: it takes 9 of a trend.\n')
})

test('the report has its chart, the change first, and no hostile name acts', () => {
  const report = sampleReport([sampleRun(sampleSeries(10, 40))])
  const hostile = steppedHistory(30, 20, 24, 1, () => ({ key: hostileName }))
  report.history.push(...trends, ...trendsOf(hostile))
  const charts = reportCharts(report).filter(({ about }) => about === 'history')
  expect(charts.map(({ path }) => path)).toEqual([
    'charts/history-01-short.svg',
    expect.stringMatching(/^charts\/history-02-[a-z0-9-]+\.svg$/u),
  ])
  for (const { svg } of charts) expect(xmlProblem(svg)).toBeNull()
  const markdown = renderMarkdown(report, charts)
  expect(markdown).toMatch(/## History\n\n- a\.bench\.ts › a test › short, latency-p50, worse: /u)
  expect(markdown).toContain('with a chance of 2 %')
  expect(markdown).toContain('(charts/history-01-short.svg)')
  expect(markdown).not.toContain('<script>')
})
