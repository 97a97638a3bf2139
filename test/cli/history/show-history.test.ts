import { expect, test } from 'vitest'
import { appendHistory } from '../../../src/baseline/history/history-file.ts'
import { showHistory } from '../../../src/cli/history/show-history.ts'
import type { HistoryTrendRecord } from '../../../src/record/history/history.ts'
import { historyLine, steppedHistory } from '../../baseline/history/lines.ts'
import { temporaryRoot } from '../../baseline/constructed.ts'
import { hostileName } from '../../reporters/hostile.ts'

const usual = { run: null, metric: null, last: 200, isJson: false }

test('a row a figure with its trend, and a sentence for each change', () => {
  using root = temporaryRoot()
  appendHistory(root.path, steppedHistory(30, 20, 24, 1))
  const lines = showHistory({ ...usual, root: root.path }).split('\n')
  expect(lines[0]).toBe('a.bench.ts › a test › short')
  expect(lines[1]).toBe('  a chip · tiny · 1 client · max. tokens 32 · fingerprint aaaaaaaaaaaa')
  expect(lines[2]).toMatch(/^ {2}latency-p50 +30 runs +2[34]\.\d ms +[▁-█]{20}│[▁-█]{10}$/u)
  expect(lines[3]).toMatch(
    /^ {6}worse: 19\.\d ms before, 2[34]\.\d ms since run 21 of 30 \(2026-01-21, commit 000000000000\): 1\.\d+ \[1\.\d+, 1\.\d+\] times as much, p = 0\.001; the machine did not move: the anchor workload took \d\.\d+ \[/u,
  )
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}output-tokens-per-second +30 runs/u))
  expect(lines).toContainEqual('anchor workload')
  expect(lines.at(-1)).toMatch(/^2 changes were found in 3 trends\. /u)
})

test('runs and figures are chosen; JSON has the same', () => {
  using root = temporaryRoot()
  appendHistory(root.path, [...steppedHistory(12, 6, 24), historyLine(90, { key: hostileName })])
  const json = showHistory({ ...usual, root: root.path, run: 'short', metric: 'latency', last: 10, isJson: true })
  const { trends } = JSON.parse(json) as { trends: HistoryTrendRecord[] }
  expect(trends.map(({ key, figure, points, older }) => [key, figure, points.length, older])).toEqual([
    ['a.bench.ts › a test › short', 'latency-p50', 10, 2],
  ])
  expect(showHistory({ ...usual, root: root.path })).not.toMatch(/[^\P{C}\n]/u)
  const wrong = (call: Partial<typeof usual> & object) => () => showHistory({ ...usual, root: root.path, ...call })
  expect(wrong({ run: 'none' as never })).toThrow('no run of "none" is in it; it has "a.bench.ts › a test › short"')
  expect(wrong({ run: 'short' as never, metric: 'ttft-p50' as never })).toThrow(
    /: no run of "short" has ttft-p50; there are latency-p50, output-tokens-per-second$/u,
  )
  expect(wrong({ metric: 'latencies' as never })).toThrow('there is no figure "latencies"; there are latency-p50,')
})

test('without a history one line says how to have one', () => {
  using root = temporaryRoot()
  expect(() => showHistory({ ...usual, root: root.path })).toThrow(
    'llmBench({ history: true }), or LLM_BENCH_HISTORY=on',
  )
})
