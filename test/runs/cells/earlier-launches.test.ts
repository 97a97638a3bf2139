import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyRun } from '../../../src/record/run.ts'
import { emptyWorkload } from '../../../src/record/workload.ts'
import { earlierLaunchMs, earlierRuns } from '../../../src/runs/cells/earlier-launches.ts'

const configuration = { threads: 1, kvCache: 'F16' }
const cell = { name: 'tiny: F16', spec: 'synthetic:micro@F16', configuration, workload: emptyWorkload }

function runOf(changed: object = {}): unknown {
  const run = emptyRun()
  const metrics = { ...run.metrics, latency: { ...run.metrics.latency, mean: 50 } }
  const target = { ...run.target, spec: cell.spec, configuration }
  return { ...run, name: cell.name, target, metrics, startupMs: 300, loadTimeMs: 40, ...changed }
}

test('a launch takes its start, its load and its requests one after the other', () => {
  expect(earlierLaunchMs([runOf({ name: 'other' }), runOf()], cell, 10)).toBe(840)
})

test.for([
  ['another name', runOf({ name: 'tiny: Q4_0' })],
  ['another work', runOf({ workload: { ...emptyWorkload, maxTokens: 9 } })],
  ['another configuration', runOf({ target: { spec: cell.spec, configuration: { threads: 2, kvCache: 'F16' } } })],
  ['a run that ended early', runOf({ state: 'partial' })],
  ['a run without figures', runOf({ startupMs: null })],
  ['what is no run', 7],
] as const)('%s tells nothing', ([, run]) => {
  expect(earlierLaunchMs([run], cell, 10)).toBeNull()
})

test('a report that is missing or damaged has no runs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-earlier-'))
  const path = join(folder, 'report.json')
  expect(earlierRuns(path)).toEqual([])
  for (const text of ['', '{', '[]', '{ "runs": 3 }']) {
    writeFileSync(path, text)
    expect(earlierRuns(path)).toEqual([])
  }
  writeFileSync(path, JSON.stringify({ runs: [runOf()] }))
  expect(earlierLaunchMs(earlierRuns(path), cell, 0)).toBe(340)
  rmSync(folder, { recursive: true })
})
