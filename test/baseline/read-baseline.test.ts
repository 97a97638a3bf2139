import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runKey } from '../../src/baseline/run-key.ts'
import { fingerprintOf } from '../../src/machine/facts/fingerprint.ts'
import { saveBaseline } from '../../src/baseline/save-baseline.ts'
import { artifactOf, seededRun, temporaryRoot } from './constructed.ts'
import { baselineOf, environment, errorOf, save } from './saved.ts'

test('another fingerprint is refused with its fields named, or found by asking for any', () => {
  using root = temporaryRoot()
  const run = seededRun(30, 40, 1)
  save(root.path, [run])
  const here = fingerprintOf(environment, { ...run.record.target, threads: 7, contextSize: 1024 })
  const key = runKey(run.record)
  const error = errorOf(() => baselineOf(root.path, 'main', key, here))
  expect(error.code).toBe('baseline-incompatible')
  expect(error.message).toBe(
    `baseline "main" of "${key}" was saved with another fingerprint: contextSize 1024 here, 512 there; threads 7 here, 2 there; save one here with vitest bench --mode baseline, or compare all the same with { fingerprint: 'any' }`,
  )
  expect(baselineOf(root.path, 'main', key, here, 'any').differing).toEqual([
    'contextSize 1024 here, 512 there',
    'threads 7 here, 2 there',
  ])
})

test('a missing one says how to save it', () => {
  using root = temporaryRoot()
  const run = seededRun(30, 40, 1)
  const fingerprint = fingerprintOf(environment, run.record.target)
  const none = errorOf(() => baselineOf(root.path, 'main', 'a › b › c', fingerprint))
  expect(none.code).toBe('baseline-missing')
  expect(none.message).toContain('there is no baseline "main" of "a › b › c"')
  expect(none.message).toContain('save one with vitest bench --mode baseline')
  save(root.path, [run])
  expect(errorOf(() => baselineOf(root.path, 'main', 'a › b › c', fingerprint)).message).toContain(
    'of this fingerprint it has "bench/constructed.bench.ts › constructed › short answer"',
  )
})

test.each([
  ['', 'it is empty'],
  ['{"schemaVersion": 1, "runs": [', 'it is not JSON'],
  ['{"schemaVersion": 1}', 'its schemaVersion is 1, and this version reads 2'],
  ['{"schemaVersion": 2, "name": "main"}', 'it is not the JSON of a baseline'],
])('a damaged file is one clear error: %j', (text, problem) => {
  using root = temporaryRoot()
  const run = seededRun(30, 40, 1)
  const [path = ''] = save(root.path, [run]).paths
  writeFileSync(path, text)
  const fingerprint = fingerprintOf(environment, run.record.target)
  const read = errorOf(() => baselineOf(root.path, 'main', runKey(run.record), fingerprint))
  expect(read.code).toBe('baseline-incompatible')
  expect(read.message).toContain(`the baseline ${path} cannot be used: ${problem}`)
  expect(read.message).toContain('delete it and save it again')
  // Nor is it overwritten: what it holds may be worth mending.
  expect(errorOf(() => save(root.path, [run])).message).toBe(read.message)
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('one of an earlier release, which does not know a field that is told now, is taken and says so', () => {
  using root = temporaryRoot()
  const run = seededRun(30, 40, 1)
  const known = { ...environment, cpu: { ...environment.cpu, usableCores: null } }
  saveBaseline({ root: root.path, name: 'main', environment: known, runs: [artifactOf(run)] })
  const limited = { ...known, cpu: { ...known.cpu, usableCores: 1 } }
  const key = runKey(run.record)
  const found = baselineOf(root.path, 'main', key, fingerprintOf(limited, run.record.target))
  expect(found).toMatchObject({ differing: [], unknown: ['usableCores'] })
  // With another difference beside it, it is another machine.
  const other = fingerprintOf(limited, { ...run.record.target, threads: 7 })
  expect(errorOf(() => baselineOf(root.path, 'main', key, other)).message).toContain('threads 7 here, 2 there')
  // Nor does one that knows the field take one that lost it.
  saveBaseline({ root: root.path, name: 'limited', environment: limited, runs: [artifactOf(run)] })
  const lost = fingerprintOf(known, run.record.target)
  expect(errorOf(() => baselineOf(root.path, 'limited', key, lost)).message).toContain('usableCores unknown here')
})
