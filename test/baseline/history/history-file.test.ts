import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { appendHistory, historyPath, readHistory } from '../../../src/baseline/history/history-file.ts'
import { temporaryRoot } from '../constructed.ts'
import { historyLine } from './lines.ts'

test('runs are appended, and read once each by the time they were measured', () => {
  using root = temporaryRoot()
  expect(readHistory(root.path)).toEqual({ runs: [], notes: [] })
  appendHistory(root.path, [])
  appendHistory(root.path, [historyLine(3), historyLine(1)])
  appendHistory(root.path, [historyLine(2), historyLine(3)])
  expect(readHistory(root.path).runs.map(({ id }) => id)).toEqual(['run-1', 'run-2', 'run-3'])
})

test('lines that cannot be read are left out with a word, and stay; what follows a cut one is whole', () => {
  using root = temporaryRoot()
  const path = historyPath(root.path)
  appendHistory(root.path, [historyLine(1)])
  appendFileSync(path, 'null\n{"schemaVersion":7}\n{"schemaVersion":1,"id":"x"}\n{"half')
  appendHistory(root.path, [historyLine(2)])
  const { runs, notes } = readHistory(root.path)
  expect(runs.map(({ id }) => id)).toEqual(['run-1', 'run-2'])
  expect(notes).toEqual([
    `2 lines of ${path} cannot be read, the first is line 2: left out, nothing is deleted`,
    `2 lines of ${path} of another version of this package cannot be read, the first is line 3: left out, nothing is deleted`,
  ])
  expect(readFileSync(path, 'utf8')).toContain('{"half\n{"schemaVersion":1,')
  for (const part of ['figures', 'fingerprint', 'key', 'work', 'anchorMs', 'measuredAt']) {
    rmSync(path)
    appendFileSync(path, `${JSON.stringify({ ...historyLine(1), [part]: part === 'figures' ? { a: 'b' } : [] })}\n`)
    expect(readHistory(root.path).runs, part).toEqual([])
  }
})

test('a fingerprint that no run of ours has is not taken', () => {
  using root = temporaryRoot()
  for (const hash of ['\u001B[2Jaaaaaaaaaaaa', 'AAAAAAAAAAAA', 'aaaaaaaaaaaa\n', '']) {
    appendHistory(root.path, [historyLine(1, { fingerprint: { hash, fields: {} } })])
  }
  const { runs, notes } = readHistory(root.path)
  expect(runs).toEqual([])
  expect(notes).toEqual([expect.stringMatching(/^4 lines of .* cannot be read/u)])
})

test('a place that cannot be written or read is one line', () => {
  using root = temporaryRoot()
  mkdirSync(historyPath(root.path), { recursive: true })
  expect(() => appendHistory(root.path, [historyLine(1)])).toThrow(/^the history .* cannot be written \(.*EISDIR.*\)/u)
  expect(() => readHistory(root.path)).toThrow(/^the history .* cannot be read/u)
})
