import { expect, test } from 'vitest'
import { anchorTrends, trendsOf } from '../../../src/baseline/history/trends.ts'
import { historyLine, steppedHistory } from './lines.ts'

test('a step is found in each figure with its commit, its size and its direction', () => {
  const trends = trendsOf(steppedHistory(30, 20, 24))
  expect(trends.map(({ figure, unit, better }) => [figure, unit, better])).toEqual([
    ['latency-p50', 'ms', 'lower'],
    ['output-tokens-per-second', 'tokens/s', 'higher'],
  ])
  const [change, ...others] = trends[0]?.changes ?? []
  expect(others).toEqual([])
  expect(change?.at).toBe(20)
  expect(change?.ratio).toBeCloseTo(1.2, 1)
  expect(change?.interval?.low).toBeLessThan(1.2)
  expect(trends[0]?.points[20]?.commit).toBe('14'.padStart(40, '0'))
  expect(change?.anchor).toEqual({ state: 'unknown', ratio: null, interval: null, adjustedRatio: null })
})

test('the anchor workload says whether the machine moved too', () => {
  const [still] = trendsOf(steppedHistory(30, 20, 24, 1))
  expect(still?.changes[0]?.anchor?.state).toBe('still')
  const [moved] = trendsOf(steppedHistory(30, 20, 24, 1.2))
  expect(moved?.changes[0]?.anchor?.state).toBe('moved')
  expect(moved?.changes[0]?.anchor?.adjustedRatio).toBeCloseTo(1, 1)
  const rate = trendsOf(steppedHistory(30, 20, 24, 1.2))[1]
  expect(rate?.changes[0]?.anchor?.adjustedRatio).toBeCloseTo(1, 1)
  const engine = steppedHistory(30, 20, 24, 1.2, (run) => {
    const nodeLlamaCpp = run < 20 ? '3.22.1' : '3.23.0'
    return { fingerprint: { hash: 'aaaaaaaaaaaa', fields: { cpu: 'a chip', nodeLlamaCpp } } }
  })
  expect(trendsOf(engine)[0]?.changes[0]?.anchor?.state).toBe('unknown')
})

test('another machine, load or provenance is a trend of its own', () => {
  const other = { fingerprint: { hash: 'bbbbbbbbbbbb', fields: {} } }
  const history = steppedHistory(12, 6, 24, null, (run) => (run < 6 ? {} : other))
  expect(trendsOf(history).map(({ points, changes }) => [points.length, changes.length])).toEqual([
    [6, 0],
    [6, 0],
    [6, 0],
    [6, 0],
  ])
  const loads = [
    historyLine(1),
    historyLine(2, { work: { load: '8 clients' } }),
    historyLine(3, { provenance: 'synthetic' }),
  ]
  expect(trendsOf(loads)).toHaveLength(3)
})

test('trends of other work are told apart by their conditions', () => {
  const work = { kind: 'chat', load: '1 client', prompts: 1, temperature: 0, depth: 0, batch: null, ignoreEos: false }
  const other = [{}, { kind: 'completion' }, { prompts: 4 }, { temperature: 0.7 }, { depth: 512 }, { ignoreEos: true }]
  const lines = [...other, { batch: '1 to 8' }].map((change, run) => historyLine(run, { work: { ...work, ...change } }))
  expect(trendsOf(lines).map(({ conditions }) => conditions.slice(2).join(' · '))).toEqual([
    '1 client',
    'completion · 1 client',
    '1 client · prompts 4',
    '1 client · temperature 0.7',
    '1 client · depth 512',
    '1 client · end of sequence ignored',
    '1 client · batch 1 to 8',
  ])
})

test('the newest runs are kept, those wanted alone', () => {
  const history = steppedHistory(30, 20, 24)
  const [trend] = trendsOf(history, { most: 10, figures: ['latency-p50'] })
  expect([trend?.points.length, trend?.older]).toEqual([10, 20])
  expect(trendsOf(history, { isWanted: (key) => key.includes('other') })).toEqual([])
  expect(trendsOf(history, { figures: ['ttft-p50'] })).toEqual([])
})

test('the anchor workload has a trend of its own, an execution a point', () => {
  const history = steppedHistory(40, 30, 20, 1.3, (run) => ({ execution: `execution ${Math.floor(run / 2)}` }))
  const [trend] = anchorTrends(history)
  expect(trend?.points).toHaveLength(20)
  expect(trend?.changes.map(({ at, anchor }) => [at, anchor])).toEqual([[15, null]])
  expect(anchorTrends(steppedHistory(5, 3, 24))).toEqual([])
})
