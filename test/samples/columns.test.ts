import { expect, test } from 'vitest'
import { columnsOf, decodeColumns, encodeColumns } from '../../src/samples/columns.ts'
import { completedSample } from '../support/samples.ts'

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
      tokens: { input: 3, output: 4, cached: 1, reasoning: null, source: 'usage' },
      finish: 'stop',
      hiddenTokens: 0,
      firstTokens: null,
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
      tokens: { input: 3, output: 0, cached: 0, reasoning: null, source: 'usage' },
      failure: { class: 'engine', message: 'broke' },
    },
  ])
  const back = decodeColumns(JSON.parse(JSON.stringify(encodeColumns(columns))))
  expect(back).toEqual(columns)
  expect(back.sent[0]).toBe(1e6 + 1 / 3)
  expect(back.first[0]).toBeNaN()
  expect([...back.failed]).toEqual([0, 1])
})

test('a count that nobody made is NaN, and so is a first event whose tokens cannot be told', () => {
  const told = completedSample(0, 10)
  const tokens = { ...told.tokens, input: null, cached: null, reasoning: 12 }
  const columns = columnsOf([{ ...told, tokens, hiddenTokens: 12, firstTokens: null }])
  expect([columns.inputTokens[0], columns.cachedTokens[0], columns.firstTokens[0]]).toEqual([NaN, NaN, NaN])
  expect([columns.reasoningTokens[0], columns.hiddenTokens[0]]).toEqual([12, 12])
})

test('columns of an older baseline, without the places of tokens, are read as one token an event', () => {
  const {
    reasoningTokens: _r,
    hiddenTokens: _h,
    firstTokens: _k,
    ...older
  } = encodeColumns(columnsOf([completedSample(0, 10), completedSample(0, 10, 1)]))
  const read = decodeColumns(older)
  expect([...read.firstTokens]).toEqual([1, NaN])
  expect([...read.hiddenTokens]).toEqual([0, 0])
  expect([...read.reasoningTokens]).toEqual([NaN, NaN])
})

test('a column of equal values takes the room of one', () => {
  const columns = columnsOf(Array.from({ length: 300 }, (_, index) => completedSample(index * 10, 5)))
  const encoded = encodeColumns(columns)
  expect(encoded.failed).toHaveLength(12)
  expect(encoded.reasoningTokens).toHaveLength(12)
  expect(encoded.sent).toHaveLength(3200)
  expect(decodeColumns(JSON.parse(JSON.stringify(encoded)))).toEqual(columns)
  const one = columnsOf([completedSample(0, 10)])
  expect(decodeColumns(encodeColumns(one))).toEqual(one)
  const zeros = columnsOf([
    { ...completedSample(0, 10), sent: 0 },
    { ...completedSample(0, 10), sent: -0 },
  ])
  expect([...decodeColumns(encodeColumns(zeros)).sent]).toEqual([0, -0])
})
