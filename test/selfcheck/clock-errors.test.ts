import { expect, test } from 'vitest'
import { clockErrors, errorFigures } from '../../src/selfcheck/clock-errors.ts'
import { matchStamps } from '../../src/selfcheck/timed-request.ts'
import { stamped, timed } from './constructed.ts'

const answer = { ttftMs: 50, interTokenMs: 10, tokens: 3 }

test('each error is what its definition says', () => {
  // Sent at 100, read by the server at 101; written at 152 (1 ms late), 162, 172; read at 154, 163, 175.
  const matched = matchStamps([timed('a', 0, 100, [154, 163, 175])], [stamped('a', 101, [152, 162, 172])])
  const errors = clockErrors(matched, answer)
  expect(errors.ttftAgainstServer).toMatchObject({ n: 1, meanMs: 54 - 51, p99Ms: 3 })
  expect(errors.ttftAgainstProgrammed.meanMs).toBe(4)
  expect(errors.delivery.meanMs).toBe(2)
  // Gaps 9 and 12 against 10 and 10.
  expect(errors.gapAgainstServer).toMatchObject({ n: 2, meanMs: 1.5, minMs: 1 })
  expect(errors.gapAgainstProgrammed.meanMs).toBe(1.5)
})

test('gaps are set against the gaps the server really left', () => {
  const matched = matchStamps([timed('a', 0, 0, [50, 75])], [stamped('a', 0, [50, 75])])
  const { gapAgainstServer, gapAgainstProgrammed } = clockErrors(matched, answer)
  expect(gapAgainstServer.meanMs).toBe(0)
  expect(gapAgainstProgrammed.meanMs).toBe(15)
})

test('requests are matched by id, whatever their order; what has no partner is left out', () => {
  const requests = [timed('b', 1, 10, [70]), timed('a', 0, 0, [60]), timed('lost', 2, 0, [60])]
  const stamps = [stamped(null, 0, [1]), stamped('a', 1, [55]), stamped('b', 12, [64]), stamped('hung', 0, [])]
  const matched = matchStamps(requests, stamps)
  expect(matched.map(({ timed: { id }, truth }) => [id, truth.received])).toEqual([
    ['b', 12],
    ['a', 1],
  ])
})

test('an answer with another number of chunks has no gaps to compare', () => {
  const matched = matchStamps([timed('a', 0, 0, [50, 60])], [stamped('a', 0, [50, 60, 70])])
  const errors = clockErrors(matched, answer)
  expect(errors.gapAgainstServer.n).toBe(0)
  expect(errors.gapAgainstServer.meanMs).toBeNaN()
  expect(errors.ttftAgainstServer.n).toBe(1)
})

test('percentiles are those of the sorted series', () => {
  const figures = errorFigures([5, 1, 3, 2, 4])
  expect(figures).toMatchObject({ n: 5, minMs: 1, meanMs: 3, p50Ms: 3 })
  expect(figures.p99Ms).toBeCloseTo(4.96)
})
