import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addHistory } from '../../reporters/add-history.ts'
import { historyPath, readHistory } from '../../src/baseline/history/history-file.ts'
import { temporaryRoot } from '../baseline/constructed.ts'
import { sampleReport, sampleRun, sampleSeries } from './sample-report.ts'

test('what cannot be written is said, and the report is made without it', () => {
  using root = temporaryRoot()
  mkdirSync(historyPath(root.path), { recursive: true })
  const report = sampleReport([sampleRun(sampleSeries(30, 40))])
  expect(addHistory(report, root.path, true)).toEqual([expect.stringMatching(/^llm-bench: the history .*EISDIR/u)])
  expect(report.history).toEqual([])
})

test('a merged report writes nothing, and says where it is written', () => {
  using root = temporaryRoot()
  const report = sampleReport([sampleRun(sampleSeries(30, 40))])
  expect(addHistory(report, root.path, false)[0]).toContain('have each shard do it')
  expect(readHistory(root.path).runs).toEqual([])
})

test('runs that are left out are named', () => {
  using root = temporaryRoot()
  const report = sampleReport([sampleRun(sampleSeries(30, 40), { state: 'partial', error: 'a time-out' })])
  expect(addHistory(report, root.path, true)).toEqual([
    'History: 0 runs written',
    expect.stringMatching(/not in the history: .* it ended early: a time-out$/u),
  ])
})
