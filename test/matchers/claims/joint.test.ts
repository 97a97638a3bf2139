import { expect, test } from 'vitest'
import { localCost } from '../../../src/cost/local.ts'
import { price } from '../../../src/cost/price.ts'
import { toReplace } from '../../../src/matchers/replacing/to-replace.ts'
import type { MatcherThis } from '../../../src/matchers/claims/claim.ts'
import type { Verdict } from '../../../src/record/claim.ts'
import type { QualityRecord } from '../../../src/record/quality.ts'
import { meanInterval } from '../../../src/stats/intervals/mean-interval.ts'
import { measuredColumns } from '../../../src/runs/subject.ts'
import { normalQuantile } from '../../../src/stats/normal.ts'
import type { LlmRun } from '../../../src/vitest/llm-run.ts'
import { seededNormal } from '../../stats/draws.ts'
import { constructedRun, repeated } from '../support/run-builder.ts'
import { scoredRunOf } from '../support/scored-run.ts'

const requests = 200
const prompts = 40
const [spread, differ] = [0.5, 0.1]
const claim = { latency: { p95: 50 }, saving: 0.6, quality: { margin: 0.05 } }
/** A request of 20 + 10 tokens: 0.00003 USD. */
const api = price({ inputPerMTok: 1, outputPerMTok: 1 })
const apiUsd = 0.00003
const usdPerKwh = 0.15

/** What is true of the run: the p95 of its latency in ms, the share it saves, the difference of its mean score. */
interface Truth {
  readonly p95: number
  readonly saving: number
  readonly difference: number
}

const inside: Truth = { p95: 30, saving: 0.7, difference: 0.02 }
const border: Truth = { p95: 50, saving: 0.6, difference: -0.05 }

const skeleton = constructedRun(repeated(requests, 10))
const scored = scoredRunOf({ judge: { means: repeated(prompts, 0.5) } }, { name: 'api' })

/** Log-normal latencies, electricity that goes with them, and normal differences of scores, drawn from the truth. */
function drawn({ p95, saving, difference }: Truth, normal: () => number): { ours: LlmRun; theirs: LlmRun } {
  const median = p95 / Math.exp(spread * normalQuantile(0.95))
  const latencies = Float64Array.from({ length: requests }, () => median * Math.exp(spread * normal()))
  const mean = latencies.reduce((sum, latency) => sum + latency, 0) / requests
  const ends = meanInterval(latencies, 0.9, requests)
  // Watts at which the true mean time costs what is to be saved.
  const watts = ((1 - saving) * apiUsd * 3.6e9) / (median * Math.exp(spread ** 2 / 2) * usdPerKwh)
  const cost = localCost({
    watts: { value: watts, provenance: 'declared' },
    usdPerKwh: { value: usdPerKwh, provenance: 'declared' },
    windowMs: mean * requests,
    completed: requests,
    timeInterval: ends === null ? null : { low: ends.low / mean, high: ends.high / mean, confidence: 0.9 },
  })
  const measured = skeleton[measuredColumns]
  const end = measured.columns.sent.map((sent, row) => sent + (latencies[row] ?? 0))
  const means = Array.from({ length: prompts }, () => 0.5 + difference + differ * normal())
  const ours = {
    ...skeleton,
    record: { ...skeleton.record, cost, quality: qualityOf(means) },
    [measuredColumns]: { ...measured, columns: { ...measured.columns, end } },
  }
  return { ours, theirs: { ...scored, record: { ...scored.record, cost: paid } } }
}

/** The quality of a constructed run with other means. */
function qualityOf(means: readonly number[]): QualityRecord {
  const { quality } = scored.record
  if (quality === null || quality === undefined) throw new Error('it was scored')
  const ofPrompts = quality.prompts.map((prompt, place) => ({
    ...prompt,
    answers: `drawn ${place}`,
    means: [means[place] ?? null],
  }))
  return { ...quality, prompts: ofPrompts }
}

/** The verdict as a person reads it. */
function verdictOf({ ours, theirs }: ReturnType<typeof drawn>, isNot = false): Verdict {
  const { message } = toReplace.call({ isNot } as MatcherThis, ours, theirs, claim)
  return /: (pass|fail|inconclusive)$/u.exec(message().split('\n')[0] ?? '')?.[1] as Verdict
}

const paid: LlmRun['record']['cost'] = {
  basis: 'tokens',
  usdPerRequest: apiUsd,
  interval: null,
  kind: 'declared',
  parts: [...api.costOf({ inputTokens: 20, outputTokens: 10, cachedTokens: 0 }).parts],
  unknown: [],
}

function rates(truth: Truth, runs: number, isNot = false): Record<Verdict, number> {
  const normal = seededNormal(31)
  const counts = { pass: 0, fail: 0, inconclusive: 0 }
  for (let run = 0; run < runs; run++) counts[verdictOf(drawn(truth, normal), isNot)]++
  return { pass: counts.pass / runs, fail: counts.fail / runs, inconclusive: counts.inconclusive / runs }
}

const runs = 100

test.for<[name: string, truth: Truth]>([
  ['latency', { ...inside, p95: border.p95, saving: 0.9 }],
  ['saving', { ...inside, saving: border.saving }],
  ['quality', { ...inside, difference: border.difference }],
])('at the border of %s alone it holds wrongly in at most 5 %%', ([, truth]) => {
  // Three standard errors of 5 % above it.
  expect(rates(truth, runs).pass).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs))
})

test('well inside every limit it holds, far outside of one it fails, and at all borders .not seldom holds', () => {
  expect(rates(inside, 20).pass).toBeGreaterThan(0.9)
  expect(rates({ ...inside, difference: -0.15 }, 20).fail).toBeGreaterThan(0.9)
  expect(rates(border, 40, true).pass).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 40))
})
