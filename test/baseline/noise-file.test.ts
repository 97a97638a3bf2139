import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { beforeEach, expect, test } from 'vitest'
import { noisePath, readNoiseFile, saveNoiseFloors } from '../../src/baseline/noise-file.ts'
import type { Fingerprint } from '../../src/record/environment.ts'
import { freshFolders, latencyFloor } from './noise-folder.ts'

const fingerprint: Fingerprint = { hash: 'abc', fields: {} }
const floor = latencyFloor
let root = ''
const folderOfTest = freshFolders()

beforeEach(() => {
  root = folderOfTest()
})

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
