import { expect, test } from 'vitest'
import { latestAttempts, runLabel, runLabels } from '../../../reporters/words/run-label.ts'
import { sampleRun, sampleSeries } from '../sample-report.ts'

const series = sampleSeries(10, 40)

test('marks stand beside the name', () => {
  const run = sampleRun(series, { provenance: 'simulated', state: 'partial', attempt: 1 })
  expect(runLabel(run)).toBe('short answer (simulated, partial, retry 1)')
  expect(runLabel(sampleRun(series))).toBe('short answer')
})

test('a mixture of experts with random weights says that they chose', () => {
  const { target } = sampleRun(series)
  const mixture = { ...target, experts: { count: 64, used: 8 } }
  const run = sampleRun(series, { provenance: 'synthetic', target: mixture })
  expect(runLabel(run)).toBe('short answer (synthetic weights, experts chosen at random)')
  expect(runLabel(sampleRun(series, { target: mixture }))).toBe('short answer')
})

test('a narrow label loses the middle of the name before a mark', () => {
  const run = sampleRun(series, { name: 'a very long name indeed', provenance: 'synthetic' })
  expect(runLabel(run, 30)).toBe('a ver…deed (synthetic weights)')
})

test.each([
  [['chat: 8 clients, again (1)', 'chat: 8 clients, again (2)', 'chat: 16 clients, again (1)'], 18],
  [
    ['chat by rate: 10 requests/s', 'chat by rate: 10 requests/s, again (1)', 'chat by rate: 80 requests/s, again (1)'],
    24,
  ],
  [['10 requests/s (Poisson) of chat', '20 requests/s (Poisson) of chat'], 16],
  [['the same long beginning and a', 'the same long beginning and b'], 12],
])('names below each other stay different: %j in %i columns', (names, width) => {
  const labels = runLabels(
    names.map((name) => sampleRun(series, { name })),
    width,
  )
  expect(new Set(labels).size).toBe(names.length)
  for (const label of labels) expect(label.length).toBeLessThanOrEqual(width)
})

test('attempts that a retry replaced are left out and marked', () => {
  const first = sampleRun(series, { id: 'a', replaced: true })
  const retry = sampleRun(series, { id: 'b', attempt: 1 })
  const other = sampleRun(series, { id: 'c', test: 'another' })
  expect(latestAttempts([first, retry, other]).map((run) => run.id)).toEqual(['b', 'c'])
  expect(runLabel(first)).toBe('short answer (replaced)')
})

test('repeats are marked, and the attempts of each', () => {
  const repeat = { number: 2, of: 3 }
  expect(runLabel(sampleRun(series, { repeat }))).toBe('short answer (repeat 2 of 3)')
  expect(runLabel(sampleRun(series, { repeat, attempt: 1, replaced: true }))).toBe(
    'short answer (repeat 2 of 3, retry 1, replaced)',
  )
})
