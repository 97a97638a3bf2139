import { expect, test } from 'vitest'
import { columnsOf, decodeColumns, encodeColumns } from '../../src/samples/columns.ts'

test('columns survive JSON to the bit, missing stamps included', () => {
  const columns = columnsOf([
    {
      state: 'completed',
      index: 0,
      phase: 'measured',
      slot: 0,
      stream: 0,
      intended: 0.1 + 0.2,
      sent: 1e6 + 1 / 3,
      firstChunk: null,
      first: null,
      firstVisible: null,
      end: 2e6,
      tokens: { input: 3, output: 4, cached: 1, source: 'usage' },
      chunkTimes: [],
      text: '',
      finish: 'stop',
    },
    {
      state: 'failed',
      index: 1,
      phase: 'measured',
      slot: 0,
      stream: 0,
      intended: 1,
      sent: 2,
      end: 3,
      tokens: { input: 3, output: 0, cached: 0, source: 'usage' },
      chunkTimes: [],
      text: '',
      failure: { class: 'engine', message: 'broke' },
    },
  ])
  const back = decodeColumns(JSON.parse(JSON.stringify(encodeColumns(columns))))
  expect(back).toEqual(columns)
  expect(back.sent[0]).toBe(1e6 + 1 / 3)
  expect(back.first[0]).toBeNaN()
  expect([...back.failed]).toEqual([0, 1])
})
