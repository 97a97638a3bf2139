import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { noisePath, readNoiseFile, saveNoiseFloors } from '../../src/baseline/noise-file.ts'
import type { NoiseFloorRecord } from '../../src/record/baseline.ts'
import type { Fingerprint } from '../../src/record/environment.ts'

const fingerprint: Fingerprint = { hash: 'abc', fields: {} }
const floor: NoiseFloorRecord = {
  key: 'a.bench.ts › t › r',
  metric: 'latency',
  variance: 0.001,
  degrees: 4,
  within: { variance: 0.0001, degrees: 30 },
  n: 200,
  launches: 5,
  measuredAt: '2026-01-01T00:00:00.000Z',
}
const folders: string[] = []
let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'noise-'))
  folders.push(root)
})
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

test('floors of a fingerprint are kept by run and metric, and replaced one by one', () => {
  const path = noisePath(root, fingerprint)
  expect(readNoiseFile(path, fingerprint)).toEqual({ kind: 'none' })
  expect(saveNoiseFloors(root, fingerprint, [floor, { ...floor, metric: 'ttft' }])).toEqual({ path, replaced: null })
  saveNoiseFloors(root, fingerprint, [{ ...floor, variance: 0.002 }])
  expect(readNoiseFile(path, fingerprint)).toMatchObject({
    kind: 'read',
    file: {
      floors: [
        { metric: 'ttft', variance: 0.001 },
        { metric: 'latency', variance: 0.002 },
      ],
    },
  })
})

test.each([
  ['{', 'it is damaged: no JSON object'],
  ['', 'it is damaged: no JSON object'],
  [JSON.stringify({ schemaVersion: 0, floors: [] }), 'it is of schema 0, and this release reads 1'],
  ['{}', 'it is of schema unknown, and this release reads 1'],
  [JSON.stringify({ schemaVersion: 1, fingerprint, floors: [{ ...floor, degrees: 0 }] }), 'a floor has no figures'],
  [JSON.stringify({ schemaVersion: 1, floors: [floor] }), 'it is damaged'],
  [
    JSON.stringify({ schemaVersion: 1, fingerprint: { hash: 'of another', fields: {} }, floors: [floor] }),
    'it was measured with another fingerprint, whatever its name says',
  ],
])('a file that cannot be used says why in one line, and is replaced by the next: %s', (text, why) => {
  const { path } = saveNoiseFloors(root, fingerprint, [floor])
  writeFileSync(path, text)
  const read = readNoiseFile(path, fingerprint)
  expect(read).toMatchObject({ kind: 'unusable', why: expect.stringContaining(why) })
  expect(read).toMatchObject({ why: expect.stringMatching(/^the noise floors in .* are not used: .*; measure/u) })
  expect(saveNoiseFloors(root, fingerprint, [floor]).replaced).toContain(why)
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ floors: [floor] })
})

test('a folder in its place is told', () => {
  const { path } = saveNoiseFloors(root, fingerprint, [floor])
  rmSync(path)
  mkdirSync(path)
  expect(readNoiseFile(path, fingerprint)).toMatchObject({
    kind: 'unusable',
    why: expect.stringContaining('it cannot be read (EISDIR)'),
  })
})
