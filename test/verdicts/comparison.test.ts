import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../src/stats/random.ts'
import { judgeEquivalent, judgeOutperforms, type PairedBlocks } from '../../src/verdicts/comparison.ts'
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
  return { ours, theirs, better: 'lower', requests: pairs * 8, requestsPerBlock: 8, launches: null }
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
