import { describe, expect, test } from 'vitest'
import { normalQuantile } from '../../src/stats/normal.ts'
import { ofAutoregression, ofStretches } from '../support/studies/studied-populations.ts'
import { meanClaims, percentileClaims } from '../support/studies/verdict-cells.ts'
import {
  errorRates,
  logNormal,
  meanAt,
  percentileAt,
  ratesOf,
  shareWithin,
  type StudiedLoad,
  throughputAt,
} from '../support/studies/verdict-studies.ts'

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

describe('values that come in stretches', () => {
  test('a mean allows for stretches of three slow answers, too short and too few for a test to find', () => {
    const population = ofStretches({ dwell: 3, even: true, share: 0.05, by: 3 })
    const [wrong] = ratesOf(meanClaims(population, 200, [1]), 400)
    // By the number of slow answers alone 13 % are wrong; three standard errors of 400 repetitions are 3.3 points.
    expect(wrong?.pass).toBeLessThan(0.083)
    expect(wrong?.fail).toBeLessThan(0.083)
  })

  test('goodput stays open where the times it counts come in long waves, however few are too long', () => {
    const [, , , goodput] = ratesOf(percentileClaims(ofAutoregression(0.8), 200), 400)
    // By the requests that were too long alone 10 % are wrong.
    expect(goodput?.pass).toBeLessThan(0.02)
  })
})

test('a limit that is well kept is passed, also of a burst and of many clients', () => {
  const many: StudiedLoad = { clients: 100, requests: 300, durations: logNormal(100, 0.4) }
  // One request a client, all at once but for the spread, and the rest as places become free.
  expect(errorRates(many, percentileAt(0.5, 120), 50).pass).toBeGreaterThan(0.95)
})
