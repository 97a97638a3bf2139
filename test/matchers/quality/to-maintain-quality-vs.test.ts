import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import { answersPrint } from '../../../src/quality/scoring/prints.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { repeated, storedResult } from '../support/run-builder.ts'
import { scoredRunOf } from '../support/scored-run.ts'

expect.extend(matchers)

const random = seededRandom(9)
const base = Array.from({ length: 80 }, () => 0.5 + 0.3 * random())
const moved = (by: number): number[] => base.map((mean) => mean + by + 0.02 * (random() - 0.5))
const large = scoredRunOf({ rouge: { means: base } }, { name: 'large' })

test('is maintained, degraded or open, with the margin in the line', () => {
  expect(scoredRunOf({ rouge: { means: moved(0) } })).toMaintainQualityVs(large, { margin: 0.02 })
  expect(scoredRunOf({ rouge: { means: moved(-0.01) } })).toMaintainQualityVs(storedResult(large), { margin: 0.02 })
  const worse = scoredRunOf({ rouge: { means: moved(-0.1) } })
  expect(worse).not.toMaintainQualityVs(large, { margin: 0.02 })
  const message = failureOf(() => expect(worse).toMaintainQualityVs(large, { margin: 0.02, of: 'rouge' }))
  expect(message).toMatch(
    /^expected rouge maintained against "large" within a margin of 0\.02, observed a difference of -0\.\d+ \(n = 80, 90 % interval -0\.\d+ to -0\.\d+\): fail\ndegraded: means /u,
  )
  expect(message).toContain('better on 0 prompts, worse on 80, alike on 0; 0 % of the changed ones are wins')
  const noisy = base.map((mean, place) => mean + (place % 2 === 0 ? 0.2 : -0.22))
  expect(
    failureOf(() => expect(scoredRunOf({ rouge: { means: noisy } })).not.toMaintainQualityVs(large, { margin: 0.02 })),
  ).toMatch(/inconclusive: 80 prompts do not settle this at 95 % confidence; about [\d,]+ would/u)
})

test('the same answers differ in nothing, whatever a judge made of them, and must be enough to be maintained', () => {
  const answers = Array.from({ length: 80 }, (_, place) => `answer ${place}`)
  const one = scoredRunOf({ judge: { means: base, answers } }, { name: 'one' })
  const again = scoredRunOf({ judge: { means: moved(-0.1), answers } })
  expect(again).toMaintainQualityVs(one, { margin: 0.04 })
  const message = failureOf(() => expect(again).not.toMaintainQualityVs(one, { margin: 0.02 }))
  expect(message).toContain('about 149 would if what was seen holds')
  expect(message).toContain(
    'no prompt scored differently, p = 1.000 of no difference; 80 prompts with the same answers',
  )
})

test('the same two answers, given 9 to 1 here and 1 to 9 there, are a loss', () => {
  const answers = base.map((_, place) => answersPrint([`yes ${place}`, `no ${place}`]))
  const often = scoredRunOf({ exact: { means: repeated(80, 0.9), answers } }, { name: 'often' })
  const seldom = scoredRunOf({ exact: { means: repeated(80, 0.1), answers } })
  expect(seldom).not.toMaintainQualityVs(often, { margin: 0.05 })
  expect(failureOf(() => expect(seldom).toMaintainQualityVs(often, { margin: 0.05 }))).toContain(
    '0 prompts with the same answers',
  )
})

test('few prompts settle nothing good', () => {
  const few = (by: number) => scoredRunOf({ rouge: { means: base.slice(0, 12).map((mean) => mean + by) } })
  expect(failureOf(() => expect(few(0.001)).not.toMaintainQualityVs(few(0), { margin: 0.05 }))).toContain(
    ': inconclusive',
  )
  expect(few(-0.5)).not.toMaintainQualityVs(few(0), { margin: 0.05 })
})

test('prompts that only one run scored leave it open where they are many', () => {
  const half = scoredRunOf({ rouge: { means: [...base.slice(0, 70), ...repeated(10, null)] } })
  expect(failureOf(() => expect(half).not.toMaintainQualityVs(large, { margin: 0.5 }))).toContain(
    'only one of the two runs has scores of 10 of 80 prompts',
  )
})

test('refuses what cannot be compared', () => {
  const refusal = (ours: unknown, theirs: unknown): string =>
    refusalOf(() => expect(ours).not.toMaintainQualityVs(theirs, { margin: 0.02 })).message
  expect(refusal(large, large)).toBe(
    'toMaintainQualityVs(baseline): run "large" itself is not allowed here; give the other run',
  )
  expect(refusal(large, 'main')).toBe(
    'toMaintainQualityVs(baseline): "main" is not allowed here; give a run: another one here, or one that bench.from reads back',
  )
  expect(refusal(scoredRunOf({ rouge: { means: base, signature: 'a' } }), large)).toContain(
    'the two runs were scored with other settings: "a" and none',
  )
  expect(refusal(scoredRunOf({ bleu: { means: base } }), large)).toContain(
    'there is no score "bleu"; there are "rouge"',
  )
  const noise = scoredRunOf({ rouge: { means: base } }, { provenance: 'synthetic' })
  expect(refusal(noise, large)).toContain('weights are random')
  expect(refusal(large, noise)).toMatch(/^toMaintainQualityVs \(baseline\): the weights are random/u)
  const simulated = scoredRunOf({ rouge: { means: base } }, { provenance: 'simulated' })
  expect(refusal(large, simulated)).toContain('simulated')
  expect(refusalOf(() => expect(large).toMaintainQualityVs(large, { margin: 0 })).message).toBe(
    'toMaintainQualityVs(baseline, { margin }): 0 is not allowed here; give a difference of scores above 0 and below 1',
  )
})
