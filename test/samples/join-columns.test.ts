import { expect, test } from 'vitest'
import { columnsOf } from '../../src/samples/columns.ts'
import { concatColumns, shiftColumns, sortedBySent } from '../../src/samples/join-columns.ts'
import { completedSample } from '../support/samples.ts'

const one = columnsOf([completedSample(0, 10), completedSample(100, 30)])
const other = columnsOf([completedSample(50, 20, 8)])

test('moments are shifted, counts are not', () => {
  const shifted = shiftColumns(other, 1000)
  expect([...shifted.sent, ...shifted.end, ...shifted.intended]).toEqual([1050, 1070, 1050])
  expect([...shifted.outputTokens, ...shifted.failed]).toEqual([8, 0])
})

test('all requests are joined, in the order they were sent', () => {
  const joined = sortedBySent(concatColumns([one, other]))
  expect([...joined.sent]).toEqual([0, 50, 100])
  expect([...joined.outputTokens]).toEqual([4, 8, 4])
  expect([...joined.end]).toEqual([10, 70, 130])
})
