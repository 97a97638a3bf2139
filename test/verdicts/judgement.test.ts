import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../../src/stats/normal.ts'
import {
  errorRates,
  logNormal,
  meanAt,
  percentileAt,
  shareWithin,
  type StudiedLoad,
  throughputAt,
} from '../support/verdict-studies.ts'

const repetitions = 200
/** Nominal 5 %, 6 % for throughput, and three standard errors of 200 repetitions, 4.6 points. */
const most = 0.105

function load(clients: number, sd: number): StudiedLoad {
  return { clients, requests: Math.max(200, 14 * clients), durations: logNormal(100, sd) }
}

describe('at the default plan a claim at the true value is wrong as rarely as it says', () => {
  test.each([
    [1, 0.2],
    [10, 0.3],
    [20, 0.3],
    [32, 0.5],
  ])('throughput of %d clients, variation %d', (clients, sd) => {
    const { pass, fail } = errorRates(load(clients, sd), throughputAt(clients), repetitions)
    expect(pass).toBeLessThan(most)
    expect(fail).toBeLessThan(most)
  })

  test.each([1, 8, 50])('percentiles and shares of %d clients, whose requests end in another order', (clients) => {
    const sd = 0.4
    const quantile = (p: number): number => 100 * Math.exp(sd * normalQuantile(p) - sd ** 2 / 2)
    for (const claim of [
      percentileAt(0.5, quantile(0.5)),
      percentileAt(0.95, quantile(0.95)),
      shareWithin(0.95, quantile(0.95)),
    ]) {
      const { pass, fail } = errorRates(load(clients, sd), claim, repetitions)
      expect(pass).toBeLessThan(most)
      expect(fail).toBeLessThan(most)
    }
  })

  test.each([1, 16])('means of %d clients', (clients) => {
    const { pass, fail } = errorRates(load(clients, 0.4), meanAt(100), 100)
    // Three standard errors of 100 repetitions are 6.5 points.
    expect(pass).toBeLessThan(0.12)
    expect(fail).toBeLessThan(0.12)
  })
})

test('a limit that is well kept is passed, also of a burst and of many clients', () => {
  const many: StudiedLoad = { clients: 100, requests: 300, durations: logNormal(100, 0.4) }
  // One request a client, all at once but for the spread, and the rest as places become free.
  expect(errorRates(many, percentileAt(0.5, 120), 50).pass).toBeGreaterThan(0.95)
})
