import { expect, test } from 'vitest'
import { comparisonChart } from '../../../reporters/charts/comparison.ts'
import { renderJobSummary } from '../../../reporters/formats/job-summary.ts'
import { renderMarkdown } from '../../../reporters/formats/markdown/markdown.ts'
import { summaryTable } from '../../../reporters/terminal/summary-table.ts'
import { versusLines } from '../../../reporters/words/versus.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { VersusRecord } from '../../../src/record/claim.ts'
import { sampleReport, sampleRun, sampleSeries } from '../sample-report.ts'

const versus: VersusRecord = {
  run: 'a',
  name: 'before',
  metric: 'latency',
  ratio: 1 / 1.27,
  interval: { low: 1 / 1.33, high: 1 / 1.21, confidence: 0.9 },
  word: 'faster',
  band: 0.05,
  needed: null,
  doubts: [],
}
const line = 'after is 1.27 times faster than before [1.21, 1.33]'
const runs = [
  sampleRun(sampleSeries(20, 9), { name: 'before', title: 'before' }),
  sampleRun(sampleSeries(20, 8), { name: 'after', title: 'after', versus }),
]

test('the line of a comparison is in the terminal, the report, the job’s page and the chart', () => {
  const report = sampleReport(runs)
  expect(versusLines(runs)).toEqual([line])
  expect(summaryTable(report).split('\n')).toContain(line)
  expect(renderMarkdown(report)).toContain('- **Comparison:** after is 1.27 times faster than before')
  expect(renderJobSummary(report)).toContain('- **Comparison:** after is 1.27 times faster than before')
  expect(comparisonChart(runs)).toContain(line)
})

test('an attempt that a retry replaced, a run alone, and one of an earlier version have none', () => {
  const earlier: Partial<RunRecord> = { ...runs[1] }
  delete earlier.versus
  expect(versusLines([runs[0], earlier] as RunRecord[])).toEqual([])
  expect(versusLines([sampleRun(sampleSeries(20, 8), { versus, replaced: true })])).toEqual([])
  expect(renderJobSummary(sampleReport(runs.slice(0, 1)))).not.toContain('times')
})
