import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { BaselineFile } from '../../src/record/baseline.ts'
import { runKey } from '../../src/baseline/run-key.ts'
import { fingerprintOf } from '../../src/machine/facts/fingerprint.ts'
import { seededRun, temporaryRoot } from './constructed.ts'
import { baselineOf, environment, errorOf, save } from './saved.ts'

test('a run comes back as it was saved, without its claims', () => {
  using root = temporaryRoot()
  const run = seededRun(60, 40, 1)
  const { paths, saved, skipped } = save(root.path, [run])
  expect({ saved, skipped }).toEqual({ saved: 1, skipped: [] })
  const fingerprint = fingerprintOf(environment, run.record.target)
  expect(paths).toEqual([join(root.path, '.llm-bench/baselines', fingerprint.hash, 'main.json')])
  const found = baselineOf(root.path, 'main', runKey(run.record), fingerprint)
  expect(found.differing).toEqual([])
  expect(found.run.record).toEqual({ ...run.record, claims: [] })
  expect(found.run.samples).toEqual({ kind: 'columns', columns: run.latency.llm.columns })
  expect(found.run.commit).toBe(environment.git?.commit ?? null)
  expect(readdirSync(join(paths[0] ?? '', '..'))).toEqual(['main.json'])
})

test('saving replaces the run of the same key and keeps the others', () => {
  using root = temporaryRoot()
  const other = seededRun(30, 20, 2, { record: { name: 'other' } })
  save(root.path, [seededRun(30, 40, 1), other])
  const { paths } = save(root.path, [seededRun(50, 50, 3)])
  const file = JSON.parse(readFileSync(paths[0] ?? '', 'utf8')) as BaselineFile
  expect(file.runs.map(({ record }) => [record.name, record.requests.attempted])).toEqual([
    ['other', 30],
    ['short answer', 50],
  ])
})

test('each model has a file of its own', () => {
  using root = temporaryRoot()
  const one = seededRun(30, 40, 1)
  const target = { ...one.record.target, model: 'another' }
  const { paths, saved } = save(root.path, [one, seededRun(30, 40, 1, { record: { target } })])
  expect(saved).toBe(2)
  expect(new Set(paths).size).toBe(2)
})

test('refuses what is no baseline, and says why; the last attempt counts', () => {
  using root = temporaryRoot()
  const { load, target } = seededRun(1, 1, 1).record
  const runs = [
    seededRun(30, 40, 1, { record: { name: 'arm', load: { ...load, interleaved: true } } }),
    seededRun(30, 40, 1, { record: { name: 'cut', state: 'partial', error: 'the host died' } }),
    seededRun(30, 40, 1, { record: { name: 'mock', target: { ...target, kind: 'simulated' } } }),
    seededRun(30, 40, 1, { record: { name: 'retried' } }),
    seededRun(31, 40, 1, { record: { name: 'retried', attempt: 1 } }),
    seededRun(32, 40, 1, { record: { name: 'retried', attempt: 1 } }),
  ]
  const { saved, skipped, paths } = save(root.path, runs)
  expect(saved).toBe(1)
  expect(skipped.map(({ reason }) => reason)).toEqual([
    'it is an arm of an interleaved comparison: its figures hold beside the other arm only',
    'it ended early: the host died',
    'its target is simulated',
    'another run of the same test has its name: give each bench a name of its own',
  ])
  expect(readFileSync(paths[0] ?? '', 'utf8')).toContain('"attempted": 31')
})

test('nothing is written where nothing is fit', () => {
  using root = temporaryRoot()
  expect(save(root.path, [seededRun(3, 4, 1, { record: { state: 'partial' } })])).toMatchObject({ paths: [], saved: 0 })
  expect(readdirSync(root.path)).toEqual([])
})

test('a name is a file name', () => {
  using root = temporaryRoot()
  for (const name of ['../up', '', 'a/b', '.hidden']) {
    expect(errorOf(() => save(root.path, [], name)).code).toBe('invalid-option')
  }
})

test('runs that their own checks found broken are saved, and named with these checks', () => {
  using root = temporaryRoot()
  const check = (id: string, status: 'invalid' | 'warning') => ({ id, status, protects: ['latency'], message: 'it is' })
  const checks = [check('event-loop-lag', 'invalid'), check('drift', 'warning'), check('swap-in', 'invalid')]
  const broken = seededRun(60, 40, 1, { record: { checks, name: 'broken' } })
  expect(save(root.path, [broken, seededRun(60, 40, 2)])).toMatchObject({
    saved: 2,
    broken: [{ key: expect.stringContaining('broken'), checks: ['event-loop-lag', 'swap-in'] }],
  })
})
