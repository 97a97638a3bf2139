import { describe, expect, test } from 'vitest'
import {
  type AnchoredLaunch,
  anchoredLaunches,
  anchoredPair,
  anchoredWords,
  anchorLevel,
  areAnchorsAlike,
} from '../../../src/baseline/anchor/anchored.ts'
import { judgeLaunches } from '../../../src/cli/ab/judge-launches.ts'
import { fingerprintFrom } from '../../../src/machine/facts/fingerprint.ts'
import type { AnchorRecord } from '../../../src/record/machine/anchor.ts'
import { seededRandom } from '../../../src/stats/random.ts'

function anchored(beforeMs: number | null, afterMs: number | null): { anchor: AnchorRecord } {
  return { anchor: { beforeMs, afterMs, historyMs: null, history: 0, ratioBefore: null, ratioAfter: null } }
}

test('the level of a run is between its anchors, and unknown where one is missing', () => {
  expect(anchorLevel(anchored(1, 4))).toBe(2)
  for (const run of [anchored(null, 1), anchored(1, null), anchored(0, 1), { anchor: null }]) {
    expect(anchorLevel(run)).toBeNull()
  }
  expect(anchorLevel({} as { anchor: null })).toBeNull()
})

test('a time is divided by its anchor, a rate multiplied, and the interval with it', () => {
  const judged = { observed: 1.2, interval: { low: 1.1, high: null, confidence: 0.9 } }
  const slow = anchoredPair(judged, anchored(1.2, 1.2), anchored(1, 1), 'lower')
  expect(slow?.ratio).toBeCloseTo(1, 10)
  expect(slow?.interval).toEqual({ low: expect.closeTo(1.1 / 1.2, 10), high: null, confidence: 0.9 })
  expect(anchoredPair({ ...judged, observed: 0.8 }, anchored(1.25, 1.25), anchored(1, 1), 'higher')?.ratio).toBe(1)
  expect(anchoredPair(judged, anchored(1, 1), { anchor: null }, 'lower')).toBeNull()
  expect(anchoredPair({ observed: Number.NaN, interval: null }, anchored(1, 1), anchored(1, 1), 'lower')).toBeNull()
})

test('anchors of another machine, or of another engine, say nothing of the state of this one', () => {
  const fields = { cpu: 'x', architecture: 'x64', virtualMachine: null, nodeLlamaCpp: '3.22.1' }
  const of = (change: object) => fingerprintFrom({ ...fields, ...change })
  expect(areAnchorsAlike(of({}), of({ model: 'another' }))).toBe(true)
  expect(areAnchorsAlike(of({}), of({ cpu: 'y' }))).toBe(false)
  expect(areAnchorsAlike(of({}), of({ nodeLlamaCpp: '3.23.0' }))).toBe(false)
  expect(areAnchorsAlike(of({ nodeLlamaCpp: null }), of({ nodeLlamaCpp: null }))).toBe(false)
  expect(areAnchorsAlike(null, of({}))).toBe(false)
})

test('a sentence has both ratios, and says which one decides nothing', () => {
  const judged = { observed: 1.2, interval: { low: 1.1, high: 1.3, confidence: 0.9 } }
  const found = anchoredPair(judged, anchored(1.2, 1.2), anchored(1, 1), 'lower')
  if (found === null) throw new TypeError('nothing was adjusted')
  expect(anchoredWords(found, 1.2, { ours: 'b', theirs: 'a' })).toBe(
    'by the anchor workload the machine took 1.20 times as long around b as around a: adjusted by it the ratio is ' +
      '1.00 [0.917, 1.08] instead of 1.20, which settles nothing',
  )
})

/** Shares by which launches lie apart: the state of the machine, the rest of the bench, the rest of the anchor. */
interface Spread {
  readonly state: number
  readonly bench: number
  readonly anchor: number
}

interface Simulated {
  readonly spread: Spread
  /** True ratio of b to a. */
  readonly ratio: number
  /** How much longer all takes on b's machine, for nothing but its state. */
  readonly hotter?: number
  /** How much longer b's engine makes the anchor too. */
  readonly engine?: number
}

/** Launches of both sides: the state of the machine lengthens the bench and the anchor alike. */
function simulate({ spread, ratio, hotter = 1, engine = 1 }: Simulated, random: () => number, count = 4) {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const side = (value: number, anchorMs: number, state: number): AnchoredLaunch[] =>
    Array.from({ length: count }, () => {
      const machine = state * Math.exp(spread.state * normal())
      return {
        value: value * machine * Math.exp(spread.bench * normal()),
        anchorMs: anchorMs * machine * Math.exp(spread.anchor * normal()),
      }
    })
  return { a: side(40, 1, 1), b: side(40 * ratio, engine, hotter) }
}

const rule = { by: 0.05, better: 'lower', alpha: 0.05 } as const

/** Coverage of both intervals and their mean widths over seeded comparisons, and how often each settled "slower". */
function study(simulated: Simulated, comparisons = 1500) {
  const random = seededRandom(7)
  const found = { covered: 0, adjustedCovered: 0, width: 0, adjustedWidth: 0, regressed: 0, adjustedBeyond: 0 }
  const holds = ({ low, high }: { low: number | null; high: number | null }): number =>
    Number((low ?? 0) <= simulated.ratio && (high ?? Infinity) >= simulated.ratio)
  const widthOf = ({ low, high }: { low: number | null; high: number | null }): number =>
    Math.log((high ?? Infinity) / (low ?? 0))
  for (let number = 0; number < comparisons; number++) {
    const sets = [simulate(simulated, random), simulate(simulated, random)]
    const values = sets.map(({ a, b }) => ({ a: a.map(({ value }) => value), b: b.map(({ value }) => value) }))
    const judged = judgeLaunches(values, rule)
    const adjusted = anchoredLaunches(
      sets.flatMap(({ b }) => b),
      sets.flatMap(({ a }) => a),
      'lower',
      0.9,
    )
    if (judged.interval === null || adjusted?.interval === null || adjusted === null) throw new TypeError('no interval')
    found.covered += holds(judged.interval)
    found.adjustedCovered += holds(adjusted.interval)
    found.width += widthOf(judged.interval)
    found.adjustedWidth += widthOf(adjusted.interval)
    found.regressed += Number(judged.verdict === 'fail')
    found.adjustedBeyond += Number((adjusted.interval.low ?? 0) > 1.05)
  }
  return Object.fromEntries(Object.entries(found).map(([name, sum]) => [name, sum / comparisons])) as typeof found
}

describe('simulated comparisons of two sets of four launches a side', () => {
  test('where states of the machine are most of the spread, the adjusted interval is right and far narrower', () => {
    const found = study({ spread: { state: 0.05, bench: 0.01, anchor: 0.01 }, ratio: 1.03 })
    expect(found.covered).toBeGreaterThan(0.88)
    expect(found.adjustedCovered).toBeGreaterThan(0.88)
    expect(found.adjustedWidth).toBeLessThan(0.4 * found.width)
  })

  test('where the anchor has nothing to do with the bench it is right too, and wider: it is no free gain', () => {
    const found = study({ spread: { state: 0, bench: 0.02, anchor: 0.04 }, ratio: 1.03 })
    expect(found.adjustedCovered).toBeGreaterThan(0.88)
    expect(found.adjustedWidth).toBeGreaterThan(1.8 * found.width)
  })

  test('a machine that was hotter for one side only is seen by the adjusted ratio alone', () => {
    const found = study({ spread: { state: 0.01, bench: 0.01, anchor: 0.01 }, ratio: 1, hotter: 1.15 })
    expect(found.covered).toBeLessThan(0.05)
    expect(found.adjustedCovered).toBeGreaterThan(0.88)
  })

  test('an engine that both share and that became slower hides in the adjusted ratio: so it settles nothing', () => {
    const found = study({ spread: { state: 0.01, bench: 0.01, anchor: 0.01 }, ratio: 1.2, engine: 1.2 })
    expect(found.adjustedBeyond).toBeLessThan(0.01)
    expect(found.regressed).toBeGreaterThan(0.99)
  })
})

test('launches without an anchor, without a finite value, or alone are not adjusted', () => {
  const { a, b } = simulate({ spread: { state: 0, bench: 0.01, anchor: 0.01 }, ratio: 1 }, seededRandom(1))
  expect(anchoredLaunches(b, a, 'lower', 0.9)?.anchor).toBeCloseTo(1, 1)
  const [first, ...rest] = b
  if (first === undefined) throw new TypeError('no launch')
  expect(anchoredLaunches([{ ...first, anchorMs: null }, ...rest], a, 'lower', 0.9)).toBeNull()
  expect(anchoredLaunches([{ ...first, value: Number.POSITIVE_INFINITY }, ...rest], a, 'lower', 0.9)).toBeNull()
  expect(anchoredLaunches([first], a, 'lower', 0.9)).toBeNull()
})

test('a rate is multiplied by its anchor', () => {
  const side = (value: number, anchorMs: number): AnchoredLaunch[] =>
    [0.99, 1, 1.01].map((change) => ({ value: value * change, anchorMs }))
  expect(anchoredLaunches(side(80, 1.25), side(100, 1), 'higher', 0.9)?.ratio).toBeCloseTo(1, 6)
})
