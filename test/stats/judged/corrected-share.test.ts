import { describe, expect, test } from 'vitest'
import {
  correctedShare,
  correctedShareInterval,
  type Discernment,
  discernmentInterval,
} from '../../../src/stats/judged/corrected-share.ts'
import { seededRandom } from '../../../src/stats/random.ts'

const counts = (found: number, of: number): { readonly found: number; readonly of: number } => ({ found, of })

/** Outcomes of `n` draws that are not too rare to matter, with their probability. */
function binomial(n: number, p: number): (readonly [found: number, probability: number])[] {
  const kept: (readonly [number, number])[] = []
  let log = n * Math.log1p(-p)
  for (let found = 0; found <= n; found++) {
    if (log > -11.5) kept.push([found, Math.exp(log)])
    log += Math.log((n - found) / (found + 1)) + Math.log(p / (1 - p))
  }
  return kept
}

interface Planted {
  readonly sensitivity: number
  readonly specificity: number
  readonly rate: number
  readonly calibration: number
  readonly n: number
}

/** How often the interval holds the planted rate, by summing over all outcomes; those that are refused are left out. */
function coverage({ sensitivity, specificity, rate, calibration, n }: Planted): number {
  const seen = binomial(n, rate * sensitivity + (1 - rate) * (1 - specificity))
  let [held, all] = [0, 0]
  for (const [sense, bySense] of binomial(calibration, sensitivity)) {
    for (const [special, bySpecial] of binomial(calibration, specificity)) {
      const judge = { sensitivity: counts(sense, calibration), specificity: counts(special, calibration) }
      if (discernmentInterval(judge, 0.9).low <= 0) continue
      for (const [found, bySeen] of seen) {
        const { low, high } = correctedShareInterval(counts(found, n), judge, 0.9)
        const probability = bySense * bySpecial * bySeen
        all += probability
        if (low <= rate && rate <= high) held += probability
      }
    }
  }
  return held / all
}

describe('coverage of the corrected share at nominal 90 %, summed exactly, is at least 88 %', () => {
  const judges = [
    [0.7, 0.7],
    [0.95, 0.7],
    [0.85, 0.8],
    [0.95, 0.95],
  ] as const
  test.for(judges)('sensitivity %d, specificity %d', ([sensitivity, specificity]) => {
    for (const rate of [0.05, 0.2, 0.5, 0.8, 0.95]) {
      for (const calibration of [50, 200]) {
        for (const n of [50, 500]) {
          const planted = { sensitivity, specificity, rate, calibration, n }
          expect(coverage(planted), JSON.stringify(planted)).toBeGreaterThanOrEqual(0.88)
        }
      }
    }
  })
})

test('judges that were drawn are corrected to the planted rate, where what they say is far from it', () => {
  const random = seededRandom(7)
  const drawn = (n: number, p: number): number => Array.from({ length: n }, random).filter((value) => value < p).length
  const planted = { sensitivity: 0.75, specificity: 0.85, rate: 0.9 }
  const said = planted.rate * planted.sensitivity + (1 - planted.rate) * (1 - planted.specificity)
  const shares = Array.from({ length: 400 }, () => {
    const judge = {
      sensitivity: counts(drawn(200, planted.sensitivity), 200),
      specificity: counts(drawn(200, planted.specificity), 200),
    }
    return correctedShare(counts(drawn(500, said), 500), judge)
  })
  expect(said).toBeCloseTo(0.69, 2)
  expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeCloseTo(planted.rate, 1)
})

test('the share and its ends stay within 0 and 1, and are the plain ones for a judge that never errs', () => {
  const sound: Discernment = { sensitivity: counts(90, 100), specificity: counts(80, 100) }
  expect(correctedShare(counts(10, 100), sound)).toBe(0)
  expect(correctedShare(counts(95, 100), sound)).toBe(1)
  expect(correctedShare(counts(55, 100), sound)).toBeCloseTo(0.5, 12)
  expect(correctedShareInterval(counts(0, 50), sound, 0.9).low).toBe(0)
  expect(correctedShareInterval(counts(50, 50), sound, 0.9).high).toBe(1)
  const perfect: Discernment = { sensitivity: counts(1e9, 1e9), specificity: counts(1e9, 1e9) }
  expect(correctedShare(counts(30, 100), perfect)).toBeCloseTo(0.3, 12)
  // Agresti and Coull's interval is what is left then.
  const { low, high } = correctedShareInterval(counts(30, 100), perfect, 0.9)
  expect(low).toBeCloseTo(0.2305, 3)
  expect(high).toBeCloseTo(0.38, 3)
})

test('a judge that guesses is known by an interval that reaches 0, and corrects nothing', () => {
  const guessing: Discernment = { sensitivity: counts(26, 50), specificity: counts(27, 50) }
  expect(discernmentInterval(guessing, 0.9)).toMatchObject({ low: expect.toSatisfy((low: number) => low < 0) })
  const backwards: Discernment = { sensitivity: counts(10, 50), specificity: counts(20, 50) }
  expect(correctedShare(counts(5, 10), backwards)).toBeNaN()
  expect(discernmentInterval({ sensitivity: counts(35, 50), specificity: counts(35, 50) }, 0.9).low).toBeGreaterThan(0)
})
