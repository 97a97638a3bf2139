import { expect, test } from 'vitest'
import { millisecondsOf, numberOf, wholeOf } from '../../src/cli/number-of.ts'

test('numbers, whole numbers and times as a command line writes them', () => {
  expect(['5', '0.5', ' ', 'x'].map(numberOf)).toEqual([5, 0.5, Number.NaN, Number.NaN])
  expect(['5', '0', '1.5', '', '1e3'].map(wholeOf)).toEqual([5, null, null, null, 1000])
  expect(['30s', '500ms', '2m', '1h', '1.5', '0s', '-1s', '5d', ''].map(millisecondsOf)).toEqual([
    30_000,
    500,
    120_000,
    3_600_000,
    1500,
    null,
    null,
    null,
    null,
  ])
})
