import { expect, test } from 'vitest'
import { correctedRecord } from '../../../src/quality/calibration/correct.ts'
import { joinQuality } from '../../../src/quality/scoring/join-quality.ts'
import { type PlacedAnswer, qualityRecord } from '../../../src/quality/scoring/quality-record.ts'
import { scoreAnswers } from '../../../src/quality/scoring/score-answers.ts'
import type { Scorer } from '../../../src/quality/scorer.ts'
import type { QualityRecord } from '../../../src/record/quality.ts'
import { seededRandom } from '../../../src/stats/random.ts'

const calibration = { sensitivity: { found: 90, of: 100 }, specificity: { found: 85, of: 100 } }
const judge = { model: 'critic', modelHash: null, place: null, method: 'probabilities', prompt: 'p' } as const

/** A total with a part: null now and then, and broken at one prompt. */
const scorer: Scorer = Object.assign(
  ({ input, output }: { input: string; output: string }) => {
    if (input === 'prompt 3') throw new Error('broken')
    const score = output.startsWith('0') ? null : Number(output) / 100
    return [
      { name: 'total', score },
      { name: 'part', score: score === null ? null : score / 2, partOf: 'total' },
    ]
  },
  {
    signature: 'v1',
    whole: () => 0.5,
    judged: (means: readonly number[]) => ({ ...judge, corrected: correctedRecord(means, calibration) }),
  },
)

async function recordOf(
  answers: readonly PlacedAnswer[],
  unanswered: number,
  own: Scorer = scorer,
): Promise<QualityRecord> {
  const columns = await scoreAnswers(answers, [own], { onProgress: () => {}, signal: new AbortController().signal })
  return qualityRecord(answers, columns, { unanswered, provenance: 'measured' })
}

/** Numbers to twelve digits: sums in another order differ by rounding. */
function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? +one.toFixed(12) : one)))
}

function withoutWhole(quality: QualityRecord): QualityRecord {
  const copy = structuredClone(quality)
  for (const score of copy.scores) score.whole = null
  return copy
}

const random = seededRandom(7)
const answers = Array.from({ length: 300 }, (_, index): PlacedAnswer => {
  const output = String(Math.floor(random() * 100)).padStart(2, '0')
  return { index, turn: null, input: `prompt ${Math.floor(random() * 40)}`, output }
})

test('scores of parts are those of one run of the same answers, whoever was given which of them', async () => {
  const cuts = [0, 40, 170, 300]
  const parts = await Promise.all(
    [0, 1, 2].map(async (at) => await recordOf(answers.slice(cuts[at], cuts[at + 1]), at)),
  )
  const whole = await recordOf(answers, 3)
  expect(new Set(parts.flatMap(({ prompts }) => prompts.map(({ key }) => key))).size).toBe(40)
  expect(whole.scores[0]).toMatchObject({ whole: 0.5, prompts: expect.any(Number) as number })
  expect(whole.scores[0]?.nulls).toBeGreaterThan(10)
  expect(whole.scores[0]?.failures).toBeGreaterThan(1)
  expect(whole.scores[0]?.judge?.corrected?.rate).toBeGreaterThan(0)
  // The score of all answers as one text is known of each part alone.
  expect(rounded(joinQuality(parts))).toEqual(rounded(withoutWhole(whole)))
})

test('one part alone is itself, and parts of an earlier release count all answers of a prompt', async () => {
  const one = await recordOf(answers.slice(0, 50), 0)
  expect(rounded(joinQuality([one]))).toEqual(rounded(withoutWhole(one)))
  const old = (output: string, n: number): Promise<QualityRecord> =>
    recordOf(
      Array.from({ length: n }, (_, index) => ({ index, turn: null, input: 'a', output })),
      0,
    ).then((quality) => {
      for (const prompt of quality.prompts) Reflect.deleteProperty(prompt, 'scored')
      return quality
    })
  const joined = joinQuality([await old('80', 3), await old('40', 1)])
  expect(joined).toMatchObject({ prompts: [{ n: 4, means: [expect.closeTo(0.7, 12), expect.closeTo(0.35, 12)] }] })
})

test('what was scored otherwise, or not at all, is not joined', async () => {
  const one = await recordOf(answers.slice(0, 20), 0)
  const other = await recordOf(
    answers.slice(20, 40),
    0,
    Object.assign(() => 1, { signature: 'v2' }),
  )
  expect(joinQuality([null, null])).toBeNull()
  expect(joinQuality([one, null])).toEqual({ reason: 'not all of them were scored' })
  expect(joinQuality([one, other])).toEqual({
    reason: 'they were scored by other scorers, or with other settings',
  })
})

test('many distinct answers have one print, which is that of all parts together', async () => {
  const many = Array.from({ length: 150 }, (_, index): PlacedAnswer => ({
    index,
    turn: null,
    input: 'a',
    output: String(index),
  }))
  const whole = await recordOf(many, 0)
  expect(whole.prompts[0]?.answers).toMatch(/^\+[\da-f]{16}$/)
  expect(joinQuality([await recordOf(many.slice(0, 75), 0), await recordOf(many.slice(75), 0)])).toMatchObject({
    prompts: [{ answers: whole.prompts[0]?.answers }],
  })
  // Joined with itself it is still of many answers.
  expect(joinQuality([whole, whole])).toMatchObject({ prompts: [{ answers: whole.prompts[0]?.answers }] })
})
