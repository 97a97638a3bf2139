import { expect, test } from 'vitest'
import { reportCharts } from '../../../../../reporters/charts/report-charts.ts'
import { renderJobSummary } from '../../../../../reporters/formats/job-summary.ts'
import { renderMarkdown } from '../../../../../reporters/formats/markdown/markdown.ts'
import { allDetails } from '../../../../../reporters/formats/markdown/run/all-details.ts'
import { sampleClaim, sampleReport, sampleRun, sampleSeries } from '../../../sample-report.ts'

const checks = Array.from({ length: 20 }, (_, index) => ({
  id: `check-${index}`,
  status: 'ok' as const,
  protects: ['latency', 'response'],
  message: 'the clock was late by 0 ms (p99), 2.25 ms at worst, against a median time to first token of 20.8 ms',
}))

/** Runs as many as a large suite has, with all that each shows. */
function manyRuns(count: number) {
  return Array.from({ length: count }, (_, index) =>
    sampleRun(sampleSeries(60, 40, [], index), {
      id: `run-${index}`,
      name: `run ${index}`,
      title: `run ${index}`,
      checks,
      claims: [sampleClaim(), sampleClaim(), sampleClaim({ verdict: 'fail', passed: index !== 77 })],
    }),
  )
}

test('a report of 100 runs is below 300 kB, of 3,000 too, and says what was left out', () => {
  const hundred = sampleReport(manyRuns(100))
  const text = renderMarkdown(hundred, reportCharts(hundred))
  expect(Buffer.byteLength(text)).toBeLessThan(300_000)
  expect(text).toMatch(/This page has a limit of size: of 100 runs \d+ are shown in full, of \d+ the figures alone/u)
  expect(text.match(/<details>/gu)?.length).toBe(text.match(/<\/details>/gu)?.length)
  const more = sampleReport(manyRuns(3000))
  expect(Buffer.byteLength(renderMarkdown(more))).toBeLessThan(400_000)
  expect(Buffer.byteLength(renderJobSummary(more))).toBeLessThan(1024 * 1024)
  expect(renderJobSummary(more)).toMatch(/more rows are left out here: report\.json has them/u)
})

test('where there is no room for all, those that failed are shown in full', () => {
  const runs = manyRuns(100)
  const text = allDetails(runs, [], 40_000)
  const first = text.indexOf('<summary>run 77 ')
  expect(text.slice(first, text.indexOf('</details>', first))).toContain('**Conditions**')
  expect(text).toContain('are left out here')
  expect(allDetails(runs.slice(0, 2), [], 40_000)).not.toContain('limit of size')
})
