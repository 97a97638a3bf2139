import { expect, test } from 'vitest'
import { onOneClock } from '../../../../../src/machine/meters/energy/contract/on-one-clock.ts'

test('readings that a pipe held back stand where they were taken', () => {
  const stamps = [5000, 5100, 5200, 5300, 5400]
  expect(onOneClock([103, 405, 405, 405, 503], stamps)).toEqual([103, 203, 303, 403, 503])
})

test('a clock that was set, or goes back, or is not there, is left alone', () => {
  expect(onOneClock([100, 200, 300], [5000, 5100, 9000])).toEqual([100, 200, 300])
  expect(onOneClock([100, 200, 300], [5000, 4900, 5200])).toEqual([100, 200, 300])
  expect(onOneClock([100, 200, 300], [null, null, null])).toEqual([100, 200, 300])
})
