import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun, repeated, storedResult } from '../support/run-builder.ts'
import { scoredRunOf } from '../support/scored-run.ts'

expect.extend(matchers)

const random = seededRandom(5)
const means = Array.from({ length: 40 }, () => 0.5 + 0.4 * random())
const run = scoredRunOf({ rouge: { means, signature: 'rougeL|v1' } })

test('passes at and above the least, fails wholly below it', () => {
  expect(run).toScoreAtLeast('rouge', 0.6)
  expect(run).not.toScoreAtLeast('rouge', 0.9)
  expect(failureOf(() => expect(run).toScoreAtLeast('rouge', 0.9))).toMatch(
    /^expected mean rouge at least 0\.9, observed 0\.\d+ \(n = 40, 90 % interval 0\.\d+ to 0\.\d+\): fail\nrougeL\|v1\nrun/u,
  )
  expect({ run: storedResult(run) }).toEqual({ run: expect.toScoreAtLeast('rouge', 0.6) })
})

test('what lies within the interval is left to the point, with the prompts that would settle it', () => {
  const { mean } = run.record.quality?.scores[0] ?? {}
  expect(run).toScoreAtLeast('rouge', (mean ?? 0) - 0.01)
  const message = failureOf(() => expect(run).toScoreAtLeast('rouge', (mean ?? 0) + 0.01))
  expect(message).toMatch(/: inconclusive\ninconclusive: 40 prompts do not settle this at 95 % confidence; about \d+/u)
})

test('scores that are all alike settle no more than their number does', () => {
  const ones = scoredRunOf({ exact: { means: repeated(40, 1) } })
  expect(ones).toScoreAtLeast('exact', 0.9)
  expect(failureOf(() => expect(ones).not.toScoreAtLeast('exact', 0.95))).toContain(
    '(n = 40, 90 % interval 0.928 to 1.00): inconclusive',
  )
  expect(
    failureOf(() => expect(scoredRunOf({ exact: { means: [1, 1, 1] } })).not.toScoreAtLeast('exact', 0.1)),
  ).toMatch(/inconclusive: 3 prompts do not settle this/u)
})

test('null scores are excluded and counted; above 5 % nothing is settled', () => {
  const some = scoredRunOf({ judge: { means: [...repeated(60, 0.9), null, null], failures: 0 } })
  expect(failureOf(() => expect(some).toScoreAtLeast('judge', 0.99))).toContain(
    '60 of 62 requests are in it: 2 not scored on purpose (null)',
  )
  const many = scoredRunOf({
    judge: { means: [...repeated(60, 0.9), ...repeated(9, null)], nulls: 4, failures: 5, failure: 'threw: no' },
  })
  const message = failureOf(() => expect(many).toScoreAtLeast('judge', 0.95))
  expect(message).toContain(': inconclusive')
  expect(message).toContain(
    'only 87 % of the requests have a score: 4 not scored on purpose (null), 5 where the scorer failed',
  )
  expect(message).toContain('its scorer threw: no')
})

test('refuses what has no quality, and what was not scored', () => {
  const refusal = (subject: unknown, name = 'rouge'): string =>
    refusalOf(() => expect(subject).not.toScoreAtLeast(name, 0.5)).message
  expect(refusal(constructedRun(repeated(5, 1)))).toBe(
    'toScoreAtLeast: its answers were not scored; give the bench scorers: { score: [scorer] }',
  )
  expect(refusal(run, 'bleu')).toBe('toScoreAtLeast: there is no score "bleu"; there are "rouge"')
  const target = { ...run.record.target, source: 'synthetic' as const }
  expect(refusal(scoredRunOf({ rouge: { means } }, { target, provenance: 'synthetic' }))).toContain(
    'weights are random',
  )
  expect(refusal(scoredRunOf({ rouge: { means } }, { provenance: 'simulated' }))).toMatch(
    /the target is simulated.*endpoint$/u,
  )
  expect(refusal(scoredRunOf({ rouge: { means: [null], nulls: 0, failures: 1, failure: 'threw: no' } }))).toBe(
    'toScoreAtLeast: no answer has a score "rouge": its scorer threw: no',
  )
  expect(refusal(5)).toContain('not a run')
})

test('refuses arguments that are none', () => {
  expect(refusalOf(() => expect(run).toScoreAtLeast('rouge', 1.1)).message).toBe(
    'toScoreAtLeast(min): 1.1 is not allowed here; give a score from 0 to 1',
  )
  expect(refusalOf(() => expect(run).toScoreAtLeast('', 0.5)).message).toContain('give the name of a score')
  expect(refusalOf(() => expect(run).toScoreAtLeast('rouge', Number.NaN)).code).toBe('invalid-option')
})
