import { expect, test } from 'vitest'
import { agreement } from '../../../src/quality/calibration/agreement.ts'
import { calibrateJudge, type LabelledAnswer } from '../../../src/quality/calibration/calibrate-judge.ts'
import { correctedRate } from '../../../src/quality/calibration/corrected-rate.ts'
import type { Scorer } from '../../../src/quality/scorer.ts'

const labelled: readonly LabelledAnswer[] = Array.from({ length: 120 }, (_, place) => ({
  input: `Prompt ${place}`,
  output: `Answer ${place}`,
  good: place < 60,
}))

/** Planted: 6 of 60 good ones missed, 12 of 60 bad ones taken for good, one not scored. */
const planted: Scorer = ({ input }) => {
  const place = Number(input.slice(7))
  if (place === 119) return null
  return { name: 'planted', score: place < 60 ? place >= 6 : place < 72 }
}

test('a judge is held to answers of which it is known whether they are good', async () => {
  const calibration = await calibrateJudge(planted, labelled)
  expect(calibration).toMatchObject({
    sensitivity: { found: 54, of: 60 },
    specificity: { found: 47, of: 59 },
    unscored: 1,
    agreement: { n: 119, chanceCorrected: 'kappa' },
  })
  const corrected = correctedRate({ good: 100, n: 200 }, calibration)
  expect(corrected.observed).toBe(0.5)
  expect(corrected.rate).toBeCloseTo((0.5 + 47 / 59 - 1) / (0.9 + 47 / 59 - 1), 12)
  expect(corrected.interval.low).toBeLessThan(corrected.rate)
  expect(corrected.interval.high).toBeGreaterThan(corrected.rate)
  expect(corrected.discernment.interval.low).toBeGreaterThan(0)
})

test('a judge that may only guess corrects nothing, in one line', () => {
  const guessing = { sensitivity: { found: 30, of: 50 }, specificity: { found: 24, of: 50 } }
  expect(() => correctedRate({ good: 5, n: 10 }, guessing)).toThrow(
    /sensitivity \+ specificity - 1 is 0\.0800 \(90 % interval -0\.\d+ to 0\.\d+\), which reaches 0: this judge may only guess/,
  )
})

const runWith = (provenance: string): never =>
  ({
    record: {
      provenance,
      quality: {
        scores: [{ name: 'judge' }],
        prompts: [...Array.from({ length: 30 }, () => ({ means: [0.9] })), { means: [0.2] }, { means: [null] }],
      },
    },
  }) as never

test('of a run each prompt is one verdict; of random weights there is no rate', () => {
  const calibration = { sensitivity: { found: 90, of: 100 }, specificity: { found: 90, of: 100 } }
  expect(correctedRate({ run: runWith('measured'), score: 'judge' }, calibration)).toMatchObject({ n: 31, rate: 1 })
  expect(() => correctedRate({ run: runWith('synthetic'), score: 'judge' }, calibration)).toThrow(
    /the run is synthetic/,
  )
  expect(() => correctedRate({ run: runWith('measured'), score: 'none' }, calibration)).toThrow(
    /a score of the run: "judge"/,
  )
  expect(() => correctedRate({ good: 3, n: 2 }, calibration)).toThrow(/at most n, which is 2/)
  expect(() => correctedRate({ good: 1, n: 2 }, {} as never)).toThrow(/correctedRate\(verdicts, { sensitivity }\)/)
})

test('a set of one kind, without labels, or of which nothing is scored is refused', async () => {
  await expect(calibrateJudge(planted, labelled.slice(0, 60))).rejects.toThrow(/without both kinds/)
  await expect(calibrateJudge(planted, [{ input: 'a', output: 'b' }] as never)).rejects.toThrow(
    /{ input, output, good }/,
  )
  const silent: Scorer = () => {
    throw new Error('no idea')
  }
  await expect(calibrateJudge(silent, labelled)).rejects.toThrow(/it scores none of one kind \(threw: no idea\)/)
})

test('agreement of two lists is corrected for chance', () => {
  expect(agreement([true, true, false, false], [true, false, false, false])).toMatchObject({
    observed: 0.75,
    kappa: 0.5,
  })
  expect(() => agreement([true], [true, false])).toThrow(/lists of 1 and 2 verdicts/)
  expect(() => agreement([], [])).toThrow(/two lists of true and false/)
})
