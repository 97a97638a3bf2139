import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addHistory } from '../../reporters/add-history.ts'
import { appendHistory, historyPath, readHistory } from '../../src/baseline/history/history-file.ts'
import { temporaryRoot } from '../baseline/constructed.ts'
import { historyLine } from '../baseline/history/lines.ts'
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

const anchor = { beforeMs: 4, afterMs: 9, historyMs: null, history: 0, ratioBefore: null, ratioAfter: null }

test('a report has the trends of its own machine and its own work', () => {
  using root = temporaryRoot()
  const run = (id: string, maxTokens: number) => {
    const base = sampleRun(sampleSeries(30, 40), { id, anchor, startedAt: `2026-11-25T10:0${id}:00.000Z` })
    return { ...base, workload: { ...base.workload, maxTokens } }
  }
  const add = (id: string, maxTokens = 32) => {
    const report = { ...sampleReport([run(id, maxTokens)]), startedAt: `2026-11-25T10:0${id}:00.000Z` }
    addHistory(report, root.path, true)
    return report.history
  }
  add('1')
  const [line] = readHistory(root.path).runs
  if (line === undefined) throw new Error('no line')
  const fields = { ...line.fingerprint.fields, cpu: 'another chip' }
  appendHistory(root.path, [
    { ...line, id: 'b', measuredAt: '2026-11-25T10:02:00', fingerprint: { hash: 'bbbbbbbbbbbb', fields } },
  ])
  add('3', 64)
  const trends = add('4')
  expect(trends.map(({ figure, points }) => [figure, points.length])).toEqual([
    ['latency-p50', 2],
    ['ttft-p50', 2],
    ['output-tokens-per-second', 2],
    ['anchor', 3],
  ])
  for (const { conditions } of trends) expect(conditions).not.toContain('another chip')
})

test('a report without runs says nothing of a history', () => {
  using root = temporaryRoot()
  appendHistory(root.path, [historyLine(1)])
  const report = sampleReport([])
  expect(addHistory(report, root.path, true)).toEqual([])
  expect(report.history).toEqual([])
})
