import { expect, test } from 'vitest'
import { latestAttempts, runLabel } from '../../reporters/run-label.ts'
import { sampleRun, sampleSeries } from './sample-report.ts'

const series = sampleSeries(10, 40)

test('marks stand beside the name', () => {
  const run = sampleRun(series, { provenance: 'simulated', state: 'partial', attempt: 1 })
  expect(runLabel(run)).toBe('short answer (simulated, partial, retry 1)')
  expect(runLabel(sampleRun(series))).toBe('short answer')
})

test('a narrow label loses the name before a mark', () => {
  const run = sampleRun(series, { name: 'a very long name indeed', provenance: 'synthetic' })
  expect(runLabel(run, 30)).toBe('a very lo… (synthetic weights)')
})

test('a retry replaces the earlier attempts of its own test only', () => {
  const first = sampleRun(series, { id: 'a' })
  const retry = sampleRun(series, { id: 'b', attempt: 1 })
  const other = sampleRun(series, { id: 'c', test: 'another' })
  expect(latestAttempts([first, retry, other]).map((run) => run.id)).toEqual(['b', 'c'])
})
