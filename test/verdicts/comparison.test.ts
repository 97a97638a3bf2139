import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/stats/random.ts'
import { judgeEquivalent, judgeOutperforms, type PairedBlocks } from '../../src/verdicts/comparison.ts'
import { type LaunchValue, logMedian } from '../../src/stats/launches/launch-value.ts'
import { type NoiseFloor, noiseFloorOf } from '../../src/stats/launches/noise-floor.ts'
import { seededNormal } from '../stats/draws.ts'
import { alphaOf } from '../../src/verdicts/judgement.ts'

/** 25 pairs of 8 requests with a coefficient of variation of 20 %, ours `ratio` times theirs. */
function blocks(random: () => number, ratio: number, pairs = 25): PairedBlocks {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const block = (scale: number): Float64Array =>
    Float64Array.from({ length: 8 }, () => scale * 40 * Math.exp(0.2 * normal()))
  const ours: Float64Array[] = []
  const theirs: Float64Array[] = []
  for (let pair = 0; pair < pairs; pair++) {
    // The machine drifts; both arms of a pair feel it alike.
    const drift = 1 + pair / 50
    ours.push(block(ratio * drift))
    theirs.push(block(drift))
  }
  return { ours, theirs, better: 'lower', requests: pairs * 8, requestsPerBlock: 8, launches: null, byFloor: null }
}

describe('outperforms', () => {
  test.each([
    [0.7, 'pass', 'faster'],
    [1, 'inconclusive', 'inconclusive'],
    [1.4, 'fail', 'slower'],
  ] as const)('a ratio of %d: %s, %s', (ratio, verdict, word) => {
    expect(judgeOutperforms(blocks(seededRandom(3), ratio), 0.05)).toMatchObject({
      verdict,
      word,
      n: 200,
      effectiveN: 25,
    })
  })

  test('for a speed the other side is the better one', () => {
    const speeds = { ...blocks(seededRandom(3), 1.4), better: 'higher' } as const
    expect(judgeOutperforms(speeds, 0.05)).toMatchObject({ verdict: 'pass', word: 'faster', pointHolds: true })
    expect(judgeOutperforms({ ...speeds, ours: speeds.theirs, theirs: speeds.ours }, 0.05)).toMatchObject({
      verdict: 'fail',
      word: 'slower',
    })
  })

  test('better, but not by so much, is a fail', () => {
    expect(judgeOutperforms(blocks(seededRandom(3), 0.8), 0.5)).toMatchObject({ verdict: 'fail', word: 'same' })
  })

  test('open ones say how many requests would do', () => {
    const { needed, interval } = judgeOutperforms(blocks(seededRandom(3), 0.88, 8), 0.05)
    expect(interval?.confidence).toBeCloseTo(0.9)
    expect(needed).toBeGreaterThan(64)
  })

  test('too few pairs bound nothing', () => {
    expect(judgeOutperforms(blocks(seededRandom(3), 0.5, 2), 0.05)).toMatchObject({
      verdict: 'inconclusive',
      interval: null,
      pValue: null,
      pointHolds: true,
      floor: 40,
      needed: 40,
    })
    expect(judgeOutperforms(blocks(seededRandom(3), 0.5, 4), 0.05)).toMatchObject({
      verdict: 'inconclusive',
      interval: { low: null, high: null },
    })
  })

  test('identical arms are rarely called faster, without a band at all', () => {
    const random = seededRandom(1)
    const trials = 2000
    const wrong = { 0: 0, 0.05: 0 }
    for (let trial = 0; trial < trials; trial++) {
      const identical = blocks(random, 1, 10)
      if (judgeOutperforms(identical, 0).verdict === 'pass') wrong[0]++
      if (judgeOutperforms(identical, 0.05).word === 'faster') wrong[0.05]++
    }
    expect(wrong[0] / trials).toBeLessThan(0.055)
    expect(wrong[0.05] / trials).toBeLessThan(0.02)
  })

  test('at the band a pass is wrong at most 5.5 % of the time, over all attempts of a retried test too', () => {
    const random = seededRandom(2)
    const trials = 1000
    for (const retries of [0, 2]) {
      let wrong = 0
      for (let trial = 0; trial < trials; trial++) {
        for (let attempt = 0; attempt <= retries; attempt++) {
          if (judgeOutperforms(blocks(random, 0.95, 12), 0.05, alphaOf(retries)).verdict !== 'pass') continue
          wrong++
          break
        }
      }
      expect(wrong / trials).toBeLessThan(0.055)
    }
  })
})

describe('equivalent', () => {
  test.each([
    [1, 0.15, 'pass', 'same'],
    [1.5, 0.15, 'fail', 'slower'],
    [0.6, 0.15, 'fail', 'faster'],
    [1, 0.01, 'inconclusive', 'inconclusive'],
  ] as const)('a ratio of %d within %d: %s', (ratio, within, verdict, word) => {
    expect(judgeEquivalent(blocks(seededRandom(3), ratio), within)).toMatchObject({ verdict, word })
  })

  test('at the edge of the band a pass is wrong at most 5.5 % of the time', () => {
    const random = seededRandom(4)
    let wrong = 0
    for (let trial = 0; trial < 1000; trial++) {
      if (judgeEquivalent(blocks(random, 1.15, 20), 0.15).verdict === 'pass') wrong++
    }
    expect(wrong / 1000).toBeLessThan(0.055)
  })
})

describe('arms of one launch each, with the noise floors of their benches', () => {
  const inside = 0.2

  /** Two arms whose launches differ log-normally by `spread`, and floors of 6 launches of each. */
  function launched(normal: () => number, ratio: number, spread: number): PairedBlocks {
    const [pairs, size] = [8, 8]
    const launch = (times: number): Float64Array[] => {
      const centre = times * 40 * Math.exp(spread * normal())
      return Array.from({ length: pairs }, () =>
        Float64Array.from({ length: size }, () => centre * Math.exp(inside * normal())),
      )
    }
    const valueOf = (arm: readonly Float64Array[]): LaunchValue =>
      logMedian(Float64Array.from(arm.flatMap((block) => [...block])))
    const floorOf = (): NoiseFloor =>
      noiseFloorOf(Array.from({ length: 6 }, () => valueOf(launch(1)))) ?? expect.fail('no floor')
    const [ours, theirs] = [launch(ratio), launch(1)]
    const byFloor = {
      ours: { launch: valueOf(ours), floor: floorOf() },
      theirs: { launch: valueOf(theirs), floor: floorOf() },
    }
    return { ours, theirs, better: 'lower', requests: 64, requestsPerBlock: size, launches: null, byFloor }
  }

  test('the ratio is that of the blocks, the interval that of launches', () => {
    const blocked = launched(seededNormal(2), 1, 0.05)
    const [alone, wide] = [{ ...blocked, byFloor: null }, blocked].map((each) => judgeEquivalent(each, 0.05))
    expect(wide?.observed).toBe(alone?.observed)
    expect(wide?.launches).toMatchObject({ count: 1, byFloor: true })
    expect(alone?.launches).toBeUndefined()
    expect(wide?.interval?.high).toBeGreaterThan(alone?.interval?.high ?? 0)
    expect(wide?.interval?.low).toBeLessThan(alone?.interval?.low ?? 1)
    expect(judgeOutperforms(launched(seededNormal(3), 0.5, 0.03), 0.05)).toMatchObject({
      verdict: 'pass',
      word: 'faster',
      launches: { count: 1, needed: null, byFloor: true },
    })
  })

  test.each([0, 0.01, 0.03, 0.05])(
    'where launches differ by %d the interval covers the ratio in 88 to 93 of 100 comparisons',
    (spread) => {
      const normal = seededNormal(Math.round(1000 * spread) + 11)
      const comparisons = 1500
      let [covered, alone, wrong] = [0, 0, 0]
      for (let i = 0; i < comparisons; i++) {
        const blocked = launched(normal, 1, spread)
        const holds = ({ interval }: { interval: { low: number | null; high: number | null } | null }): boolean =>
          (interval?.low ?? 0) <= 1 && (interval?.high ?? Infinity) >= 1
        const judgement = judgeEquivalent(blocked, 0.05)
        if (holds(judgement)) covered++
        if (judgement.word === 'slower' || judgement.word === 'faster') wrong++
        if (holds(judgeEquivalent({ ...blocked, byFloor: null }, 0.05))) alone++
      }
      expect(covered / comparisons).toBeGreaterThanOrEqual(0.88)
      expect(covered / comparisons).toBeLessThanOrEqual(0.93)
      expect(wrong / comparisons).toBeLessThan(0.05)
      if (spread === 0.05) expect(alone / comparisons).toBeLessThan(0.7)
    },
  )
})
