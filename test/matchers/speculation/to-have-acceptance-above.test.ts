import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import { emptyRun, type RunRecord } from '../../../src/record/run.ts'
import type { SpeculationRecord } from '../../../src/record/tokens.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import type { LlmRun } from '../../../src/vitest/llm-run.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun, repeated, storedResult } from '../support/run-builder.ts'

expect.extend(matchers)

function drafted(
  accepted: readonly number[],
  each = 40,
  other: Partial<SpeculationRecord> = {},
  record: Partial<RunRecord> = {},
): LlmRun {
  const all = accepted.reduce((sum, count) => sum + count, 0)
  const tries = accepted.length * each
  const speculation: SpeculationRecord = {
    drafted: tries,
    accepted: all,
    share: tries === 0 ? null : all / tries,
    interval: null,
    source: 'counted',
    prompts: { count: accepted.length, drafted: accepted.map(() => each), accepted: [...accepted] },
    ...other,
  }
  return constructedRun(repeated(accepted.length, 40), {
    record: { tokens: { ...emptyRun().tokens, speculation }, ...record },
  })
}

const random = seededRandom(3)
const spread = Array.from({ length: 40 }, () => Math.round(24 + 12 * random()))
const run = drafted(spread)

test('passes where the interval over the prompts lies above, fails where it lies below', () => {
  expect(run).toHaveAcceptanceAbove(0.7)
  expect(run).not.toHaveAcceptanceAbove(0.8)
  expect({ run: storedResult(run) }).toEqual({ run: expect.toHaveAcceptanceAbove(0.7) })
  expect(failureOf(() => expect(run).toHaveAcceptanceAbove(0.8))).toMatchInlineSnapshot(`
    "expected share of drafted tokens accepted above 0.8, observed 0.748 (n = 40, 90 % interval 0.720 to 0.773): fail
    1,196 of 1,600 drafted tokens were accepted, counted here, against the answers
    run "short answer" of constructed-135m"
  `)
})

test('what lies within it is left to the point, with the prompts that would settle it', () => {
  const share = run.record.tokens.speculation?.share ?? 0
  expect(run).toHaveAcceptanceAbove(share - 0.01)
  expect(failureOf(() => expect(run).toHaveAcceptanceAbove(share + 0.01))).toMatch(
    /: inconclusive\ninconclusive: 40 prompts do not settle this at 95 % confidence; about \d+ would/u,
  )
})

test('where all were accepted the number of prompts bounds the share', () => {
  expect(drafted(repeated(59, 40))).toHaveAcceptanceAbove(0.95)
  expect(failureOf(() => expect(drafted(repeated(58, 40))).not.toHaveAcceptanceAbove(0.95))).toContain(
    'observed 1.00 (n = 58, 90 % interval 0.950 to 1.00): inconclusive\n' +
      'inconclusive: 58 prompts do not settle this at 95 % confidence; at least 59 are needed',
  )
  expect(failureOf(() => expect(drafted([40])).not.toHaveAcceptanceAbove(0.5))).toContain(
    'inconclusive: 1 prompt does not settle this at 95 % confidence; at least 5 are needed',
  )
  expect(drafted(repeated(59, 0))).not.toHaveAcceptanceAbove(0.05)
})

test('sums alone settle nothing, as those of a server that tells no more, and neither do failed requests', () => {
  const told = drafted(repeated(40, 30), 40, { source: 'server' }, {})
  const { prompts: _, ...sums } = told.record.tokens.speculation ?? { prompts: undefined }
  const tokens = { ...told.record.tokens, speculation: sums as SpeculationRecord }
  const server = constructedRun(repeated(40, 40), { record: { tokens } })
  expect(failureOf(() => expect(server).toHaveAcceptanceAbove(0.9))).toMatchInlineSnapshot(`
    "expected share of drafted tokens accepted above 0.9, observed 0.750 (n = 40, no interval): inconclusive
    inconclusive: only the sum over all requests is known, and nothing tells how far they lie apart; the point estimate decided (option inconclusive: 'point')
    1,200 of 1,600 drafted tokens were accepted, reported by the server
    run "short answer" of constructed-135m"
  `)
  const some = [...repeated(36, { latency: 40 }), ...repeated(4, { latency: 40, failed: true })]
  const failing = constructedRun(some, { record: { tokens: run.record.tokens } })
  expect(failureOf(() => expect(failing).not.toHaveAcceptanceAbove(0.5))).toContain(
    'inconclusive: only 90 % of the requests were answered',
  )
})

test('throws where nothing was drafted, and for random weights and simulated targets, negated too', () => {
  const refusal = (subject: unknown): string => {
    const { code, message } = refusalOf(() => expect(subject).not.toHaveAcceptanceAbove(0.5))
    expect(code).toBe('not-measured')
    return message
  }
  expect(refusal(constructedRun(repeated(5, 1)))).toBe(
    'toHaveAcceptanceAbove: nobody tells of drafted tokens in this run; give model(…) a draft or promptLookup: true, ' +
      'or ask a server that drafts and says how many it accepted',
  )
  expect(refusal(drafted([0, 0], 0))).toBe(
    'toHaveAcceptanceAbove: no token was drafted in this run; ask for longer answers, lower the minConfidence of its ' +
      'draft, or give it prompts in which the answer stands',
  )
  expect(refusal(drafted(spread, 40, {}, { provenance: 'synthetic' }))).toBe(
    'toHaveAcceptanceAbove: the weights are random, and nothing foretells their tokens; run it against a real model',
  )
  expect(refusal(drafted(spread, 40, {}, { provenance: 'simulated' }))).toMatch(/the target is simulated.*endpoint$/u)
  expect(refusal(drafted(spread, 40, {}, { provenance: 'recorded' }))).toContain('nothing of it was measured here')
  expect(refusal(5)).toContain('not a run')
})

test('refuses a share that is none', () => {
  for (const wrong of [1, -0.1, 60, Number.NaN, '0.6'])
    expect(refusalOf(() => expect(run).toHaveAcceptanceAbove(wrong as number)).message).toMatch(
      /^toHaveAcceptanceAbove\(share\): .* give a share of 0 or more and below 1: 95 % is 0\.95/u,
    )
})
