import { expect, test } from 'vitest'
import { activeTime } from '../../src/runs/active-time.ts'
import { columnsOf } from '../../src/samples/columns.ts'
import type { CompletedSample } from '../../src/samples/sample.ts'

function sample(slot: number, sent: number, end: number): CompletedSample {
  return {
    state: 'completed',
    index: 0,
    phase: 'measured',
    slot,
    stream: 0,
    intended: sent,
    sent,
    firstChunk: sent + 1,
    first: sent + 1,
    firstVisible: sent + 1,
    end,
    chunkTimes: [sent + 1, end],
    tokens: { input: 1, output: 2, cached: 0, reasoning: null, source: 'engine' },
    text: '',
    finish: 'length',
    hiddenTokens: 0,
    firstTokens: 1,
  }
}

test('the time in which others ran is cut out, and durations stay', () => {
  const samples = [sample(0, 100, 110), sample(0, 110, 125), sample(3, 500, 510), sample(4, 700, 720)]
  const { sent, end } = activeTime(columnsOf(samples))
  expect([...sent].map((moment, row) => [moment, end[row]])).toEqual([
    [100, 110],
    [110, 125],
    [125, 135],
    [135, 155],
  ])
})

test('no request at all is no request', () => {
  expect(activeTime(columnsOf([])).sent).toHaveLength(0)
})
