import { expect, test } from 'vitest'
import { usualAnswer } from '../../src/selfcheck/known-answer.ts'
import { fewestRequests, rateSeconds, streamsSeconds } from '../../src/selfcheck/load-length.ts'

/** Answers that take 1 % longer than the programmed 1040 ms. */
const answerSeconds = 1.04 * 1.01

test('a load is long enough for 20 requests, and no shorter than 3 s', () => {
  for (const streams of [1, 2, 3, 6, 7, 19, 20, 100]) {
    const seconds = streamsSeconds(streams, usualAnswer)
    expect(streams * Math.floor(seconds / answerSeconds), `${streams} streams`).toBeGreaterThanOrEqual(fewestRequests)
  }
  expect([1, 10, 500].map((streams) => streamsSeconds(streams, usualAnswer))).toEqual([22, 4, 3])
  expect([50, 10, 1].map(rateSeconds)).toEqual([3, 4, 40])
})
