import { expect, test } from 'vitest'
import { conclusionOf, contradictions, honestFromMs, rateLevel, streamsLevel } from '../../src/selfcheck/judge.ts'
import { usualAnswer } from '../../src/selfcheck/known-answer.ts'
import { closedFigures, openFigures } from './constructed.ts'

test('levels are those of the checks: 5 % and 20 % of the time to first token', () => {
  const level = (errorMs: number, lagMs = 0): string =>
    streamsLevel(closedFigures(1, errorMs, { lagP99Ms: lagMs }), usualAnswer)
  expect([level(2.5), level(2.6), level(10), level(10.1)]).toEqual(['ok', 'warning', 'warning', 'invalid'])
  expect([level(0, 2.5), level(0, 2.6), level(0, 10.1)]).toEqual(['ok', 'warning', 'invalid'])
  expect(level(Number.NaN)).toBe('invalid')
})

test('the same error is honest for a slower server', () => {
  expect(honestFromMs(closedFigures(100, 13))).toBeCloseTo(260)
})

test('an open load is judged by its rate and by its lateness', () => {
  const level = (changed: Parameters<typeof openFigures>[0]): string => rateLevel(openFigures(changed), usualAnswer)
  expect(level({})).toBe('ok')
  expect(level({ achievedPerSecond: 49.4 })).toBe('warning')
  expect(level({ achievedPerSecond: 47 })).toBe('invalid')
  expect(level({ unsent: 3 })).toBe('warning')
  expect(level({ askedPerSecond: null, achievedPerSecond: null })).toBe('invalid')
  const { lag } = openFigures()
  expect(level({ lag: { ...lag, p99Ms: 3 } })).toBe('warning')
})

test('the conclusion names the most streams up to which all was well', () => {
  const loads = [closedFigures(100, 13), closedFigures(1, 0.5), closedFigures(10, 1.5), closedFigures(500, 1)]
  expect(conclusionOf(usualAnswer, loads, openFigures())).toBe(
    'this machine can honestly generate up to 10 streams at 960 chunks/s: TTFT error p99 is 1.50 ms, below 5 % of 50.0 ms; with 100 TTFT error p99 is 13.0 ms, honest for times to first token from 260 ms; of 50.0 requests/s asked 50.0 were sent, 1.20 ms late (p99)',
  )
})

test('the conclusion where all was well, where nothing was, and where nothing was tried', () => {
  expect(conclusionOf(usualAnswer, [closedFigures(1, 0.5)], null)).toMatch(
    /up to 1 stream at 96 chunks\/s.*; more was not tried$/u,
  )
  expect(conclusionOf(usualAnswer, [closedFigures(1, 1, { lagP99Ms: 4 })], null)).toBe(
    'this machine cannot honestly time 1 stream against 50.0 ms: event-loop lag p99 is 4.00 ms, above 5 % of 50.0 ms; it is honest for times to first token from 80.0 ms',
  )
  expect(conclusionOf(usualAnswer, [], openFigures({ askedPerSecond: null }))).toBe(
    'no closed load was tried; the open load was too short to have a rate',
  )
})

test('two requests settle nothing, however late they were', () => {
  const late = closedFigures(1, 30, { requests: 2 })
  expect([
    streamsLevel(late, usualAnswer),
    streamsLevel({ ...late, requests: 19 }, usualAnswer),
    streamsLevel({ ...late, requests: 20 }, usualAnswer),
  ]).toEqual(['too few', 'too few', 'invalid'])
  expect(conclusionOf(usualAnswer, [late], null)).toBe(
    'too few requests to judge by: 2 with 1 stream, at least 20 are needed: leave --seconds out, or give 22',
  )
  expect(conclusionOf(usualAnswer, [late, closedFigures(10, 1.5)], null)).toMatch(
    /^this machine can honestly generate up to 10 streams .*; more was not tried; too few requests to judge by: 2 with 1 stream, /u,
  )
  const open = openFigures({ requests: 9 })
  expect(rateLevel(open, usualAnswer)).toBe('too few')
  expect(conclusionOf(usualAnswer, [closedFigures(1, 0.5)], open)).toMatch(
    /; 9 requests of the open load are too few to judge it by, at least 20 are needed: leave --seconds out, or give 3$/u,
  )
  // Requests that were due and not sent were still asked for.
  expect(rateLevel({ ...open, unsent: 41 }, usualAnswer)).toBe('invalid')
})

test('what cannot be is said whatever the speed', () => {
  expect(contradictions([closedFigures(1, 100), openFigures()])).toEqual([])
  expect(
    contradictions([closedFigures(10, 1, { failed: 2, miscounted: 1, minMs: -0.25 }), openFigures({ requests: 0 })]),
  ).toEqual([
    'with 10 streams 2 requests failed',
    'with 10 streams 1 answers have other counts than the server wrote',
    'with 10 streams a token was read 0.250 ms before it was written: the clocks of two processes differ',
    'at 50 requests/s nothing was measured: raise --seconds',
  ])
})
