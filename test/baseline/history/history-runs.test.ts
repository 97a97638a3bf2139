import { expect, test } from 'vitest'
import { historyRuns } from '../../../src/baseline/history/history-runs.ts'
import { collectEnvironment } from '../../../src/machine/facts/environment.ts'
import { artifactOf, seededRun } from '../constructed.ts'

const environment = { ...collectEnvironment(process.cwd()), git: null }

test('a run is a line with its figures, conditions and commit; absent git is unknown', () => {
  const { record } = artifactOf(seededRun(30, 20, 1))
  const anchor = { beforeMs: 4, afterMs: 9, historyMs: null, history: 0, ratioBefore: null, ratioAfter: null }
  const { runs, skipped } = historyRuns({ startedAt: '2026-01-01', environment, runs: [{ ...record, anchor }] })
  expect(skipped).toEqual([])
  const [line] = runs
  expect(line).toMatchObject({ schemaVersion: 1, id: record.id, execution: '2026-01-01', commit: null, dirty: null })
  expect(line?.figures['latency-p50']).toBe(record.metrics.latency.p50)
  expect(line?.anchorMs).toBeCloseTo(6, 9)
  expect(line?.work['load']).toBe(record.load.text)
})

test('runs that are no measure of later ones are left out, with the reason', () => {
  const { record } = artifactOf(seededRun(30, 20, 1))
  const { runs, skipped } = historyRuns({
    startedAt: '',
    environment,
    runs: [
      { ...record, state: 'partial' },
      { ...record, replaced: true },
      { ...record, provenance: 'simulated' },
    ],
  })
  expect(runs).toEqual([])
  expect(skipped.map(({ reason }) => reason)).toEqual([
    'it ended early',
    'a retry replaced it',
    'its target is simulated',
  ])
})
