import { describe, expect, type RunnerTestCase, test } from 'vitest'
import { localCost } from '../../../src/cost/local.ts'
import { price } from '../../../src/cost/price.ts'
import { openai } from '../../../src/cost/prices.ts'
import { matchers } from '../../../src/matchers/index.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { LlmRun } from '../../../src/vitest/llm-run.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun, repeated, storedResult } from '../support/run-builder.ts'
import { type ConstructedScore, scoredRunOf } from '../support/scored-run.ts'

expect.extend(matchers)

const random = seededRandom(21)
const base = Array.from({ length: 80 }, () => 0.5 + 0.3 * random())
const moved = (by: number): number[] => base.map((mean) => mean + by + 0.02 * (random() - 0.5))
const { target } = constructedRun([]).record

const cost = (usdPerRequest: number, of: Partial<NonNullable<RunRecord['cost']>> = {}): RunRecord['cost'] => ({
  basis: 'tokens',
  usdPerRequest,
  interval: null,
  kind: 'declared',
  parts: [],
  unknown: [],
  ...of,
})

/** A run of a local model: 10 ms a request, scores as they are given, its electricity declared. */
function small(means: ConstructedScore['means'], record: Partial<RunRecord> = {}): LlmRun {
  const watts = { value: 30, provenance: 'declared' } as const
  const usdPerKwh = { value: 0.15, provenance: 'declared' } as const
  const own = localCost({ watts, usdPerKwh, windowMs: 800, completed: 80 })
  return scoredRunOf({ rouge: { means } }, { name: 'small', cost: own, ...record })
}

const api = scoredRunOf({ rouge: { means: base } }, { name: 'api', cost: cost(0.00015) })
const recorded = scoredRunOf(
  { rouge: { means: base } },
  {
    name: 'api',
    cost: cost(0.00015),
    provenance: 'recorded',
    target: {
      ...target,
      kind: 'endpoint',
      model: 'gpt-4o',
      recording: {
        recordedAt: '2026-11-20T08:00:00.000Z',
        model: 'gpt-4o',
        origin: 'https://api.example',
        load: '1 client',
        timed: true,
      },
    },
  },
)
const claim = { latency: { p95: 50 }, saving: 0.6, quality: { margin: 0.02 } } as const

const finished = new Map<string, Readonly<RunnerTestCase>>()

function claimsOf(name: string) {
  return (finished.get(name)?.artifacts ?? []).flatMap((artifact) =>
    artifact.type === 'vitest-llm-bench:claims' ? artifact.claims.map(({ claim: made }) => made) : [],
  )
}

describe('one verdict of several parts', () => {
  test('holds where each part does', ({ task }) => {
    finished.set('holds', task)
    expect(small(moved(0))).toReplace(api, claim)
    expect(small(moved(0))).toReplace(recorded, claim)
    expect(small(moved(0))).toReplace(storedResult(api), { successRate: 0.9, quality: { margin: 0.02, of: 'rouge' } })
  })

  test('is one claim of the report, its parts beneath, and an annotation', () => {
    const claims = claimsOf('holds')
    expect(claims.map(({ matcher, text, verdict }) => [matcher, text, verdict])).toEqual([
      ['toReplace', '"api" replaced in latency, saving and quality, as measured on 2026-11-22', 'pass'],
      ['toReplace', '"api" replaced in latency, saving and quality, against a recording of 2026-11-20, gpt-4o', 'pass'],
      ['toReplace', '"api" replaced in successRate and quality, as measured on 2026-11-22', 'pass'],
    ])
    const [, against] = claims
    expect(against?.joint).toMatchObject({
      against: { name: 'api', model: 'gpt-4o', provenance: 'recorded', date: '2026-11-20' },
      alpha: 0.05,
      parts: [
        { part: 'latency', text: 'p95 of latency below 50 ms', verdict: 'pass', n: 80, counted: 'requests' },
        { part: 'saving', verdict: 'pass', words: '99.99 %: $0.0000000125 against $0.00015 a request' },
        { part: 'quality', verdict: 'pass', n: 80, counted: 'prompts', provenance: 'recorded' },
      ],
    })
    expect(against?.money?.api).toMatchObject({ usdPerRequest: 0.00015 })
    expect(against).toMatchObject({ n: 80, observed: '3 pass', provenance: 'declared' })
    const notes = finished.get('holds')?.annotations.map(({ message }) => message) ?? []
    expect(notes).toHaveLength(3)
    expect(notes[1]).toMatchInlineSnapshot(`
      "✓ small › "api" replaced in latency, saving and quality, against a recording of 2026-11-20, gpt-4o: pass
        ✓ latency: p95 of latency below 50 ms: 10.0 ms, n = 80 requests
        ✓ saving: marginal cost saving against "api" at least 60 %: 99.99 %: $0.0000000125 against $0.00015 a request
        ✓ quality: rouge maintained against "api" within a margin of 0.02: a difference of 0.000725, n = 80 prompts"
    `)
  })

  test('fails where one part does, that one told first', () => {
    const message = failureOf(() => expect(small(moved(-0.1))).toReplace(recorded, claim))
    expect(message).toMatchInlineSnapshot(`
      "expected "small" to replace "api", against a recording of 2026-11-20, gpt-4o, 3 parts: 2 pass, 1 fail: fail
      - quality: rouge maintained against "api" within a margin of 0.02, observed a difference of -0.100 (n = 80, 90 % interval -0.101 to -0.0993): fail
        degraded: means 0.544 and 0.644
        better on 0 prompts, worse on 80, alike on 0; 0 % of the changed ones are wins (0 % to 3.3 % by Wilson), sign test p < 0.001; p < 0.001 of no difference; 0 prompts with the same answers in both
      - latency: p95 of latency below 50 ms, observed 10.0 ms (n = 80, 90 % interval 10.0 to 10.0 ms): pass
      - saving: marginal cost saving against "api" at least 60 %, observed 99.99 %: $0.0000000125 against $0.00015 a request (n = 1, no interval): pass
      all of it on the same 80 requests of "small" and their answers
      "api" itself, not judged by: p95 of latency 10.0 ms (recorded)
      run "small" of constructed-135m"
    `)
  })

  test('is open where none fails and one is, and says which, and what would settle it', () => {
    const noisy = base.map((mean, place) => mean + (place % 2 === 0 ? 0.2 : -0.21))
    const message = failureOf(() => expect(small(noisy)).not.toReplace(api, { ...claim, saving: 0.5 }))
    expect(message).toMatchInlineSnapshot(`
      "expected "small" not to replace "api", as measured on 2026-11-22, 3 parts: 2 pass, 1 inconclusive: inconclusive
      open is quality: 80 prompts do not settle it, about 934 would if what was seen holds
      - quality: rouge maintained against "api" within a margin of 0.02, observed a difference of -0.00500 (n = 80, 96.67 % interval -0.0562 to 0.0411): inconclusive
        inconclusive: 80 prompts do not settle this at 98.33 % confidence; about 934 would if what was seen holds; the point estimate decided (option inconclusive: 'point')
        means 0.639 and 0.644
        better on 40 prompts, worse on 40, alike on 0; 50 % of the changed ones are wins (38.4 % to 61.6 % by Wilson), sign test p = 1.000; p = 0.847 of no difference; 0 prompts with the same answers in both
      - latency: p95 of latency below 50 ms, observed 10.0 ms (n = 80, 96.67 % interval 10.0 to 10.0 ms): pass
      - saving: marginal cost saving against "api" at least 50 %, observed 99.99 %: $0.0000000125 against $0.00015 a request (n = 1, no interval): pass
      all of it on the same 80 requests of "small" and their answers
      "api" itself, not judged by: p95 of latency 10.0 ms
      run "small" of constructed-135m"
    `)
  })
})

describe('what is declared', () => {
  // 20 tokens in and 10 out.
  const declared = { name: 'the large one', date: '2026-10-01', usdPerRequest: 0.001, scores: { rouge: 0.6 } }

  test('a price settles a saving beside limits of times', () => {
    expect(small(moved(0))).toReplace(openai('gpt-4o-mini'), { latency: { p95: 50, mean: 40 }, saving: 0.6 })
    expect(failureOf(() => expect(small(moved(0))).toReplace(openai('gpt-4o-mini'), { saving: 0.999 }))).toContain(
      'expected "small" to replace OpenAI gpt-4o-mini, as declared, 1 part: 1 fail: fail\n- saving: marginal cost',
    )
  })

  test('figures of somebody settle a quality too, with no error of their own, and labelled', ({ task }) => {
    finished.set('declared', task)
    expect(small(moved(0))).toReplace(declared, { saving: 0.9, quality: { margin: 0.02 } })
    const message = failureOf(() => expect(small(moved(-0.2))).toReplace(declared, claim))
    expect(message).toContain(
      'expected "small" to replace the large one, as declared of 2026-10-01, 3 parts: 2 pass, 1 fail',
    )
    expect(message).toContain('mean rouge above the 0.6 declared of the large one less 0.02, observed 0.4')
    expect(message).toContain('the other score is declared, with no error of its own')
  })

  test('are told so in the report', () => {
    expect(claimsOf('declared')[0]).toMatchObject({
      provenance: 'declared',
      joint: { against: { provenance: 'declared', date: '2026-10-01', model: null } },
      money: { api: { label: 'the large one', source: 'declared by the request, of 2026-10-01' } },
    })
  })
})

test('a side without times is said to have none, and limits of the claimed run are judged all the same', () => {
  const { metrics } = constructedRun([]).record
  const untimed = { ...recorded, record: { ...recorded.record, metrics } }
  expect(small(moved(0))).toReplace(untimed, claim)
  expect(failureOf(() => expect(small(moved(-0.1))).toReplace(untimed, claim))).toContain(
    '"api" itself has none of these times (recorded): nothing says which of the two is quicker',
  )
})

describe('the level', () => {
  test('is shared by the parts under .not, which is one claim that some part does not hold', () => {
    expect(small(moved(-0.1))).not.toReplace(api, claim)
    const message = failureOf(() => expect(small(moved(0))).not.toReplace(api, claim))
    expect(message).toContain('expected "small" not to replace "api", as measured on 2026-11-22, 3 parts: 3 pass: fail')
    expect(message).toContain('96.67 % interval')
  })

  test('an invalid check leaves open the parts that it protects, and the whole', () => {
    const check = { id: 'prefix-cache', status: 'invalid' as const, protects: ['ttft'], message: 'half was cached' }
    const message = failureOf(() =>
      expect(small(moved(0), { checks: [check] })).not.toReplace(api, {
        ...claim,
        latency: { p50: 50 },
        ttft: { p50: 20 },
      }),
    )
    expect(message).toContain('4 parts: 3 pass, 1 inconclusive: inconclusive')
    expect(message).toContain('open is ttft: the check prefix-cache is invalid: half was cached')
  })

  test('of two measured costs each end stands beside the worse one of the other side', () => {
    const interval = { low: 0.00009, high: 0.00011, confidence: 0.9 }
    const dear = scoredRunOf({ rouge: { means: base } }, { name: 'dear', cost: cost(0.0001, { interval }) })
    const own = (usd: number): LlmRun =>
      small(base, { cost: cost(usd, { interval: { low: usd * 0.9, high: usd * 1.1, confidence: 0.9 } }) })
    expect(own(0.00003)).toReplace(dear, { saving: 0.6 })
    expect(failureOf(() => expect(own(0.000035)).not.toReplace(dear, { saving: 0.6 }))).toContain(
      'observed 65 %: $0.000035 against $0.0001 a request (n = 80, 90 % interval 57.2 to 71.4 %): inconclusive',
    )
    expect(own(0.00003)).toSaveCostVs(dear, 0.6)
    expect(failureOf(() => expect(own(0.00006)).toSaveCostVs(recorded, 0.7))).toContain(
      'cost saving against "api" at least 70 %, against a recording of 2026-11-20, gpt-4o, observed 60 %',
    )
  })
})

describe('refuses in one line', () => {
  const refusal = (ours: unknown, theirs: unknown, asked: unknown = claim): string =>
    // @ts-expect-error plain JavaScript passes anything
    refusalOf(() => expect(ours).not.toReplace(theirs, asked)).message

  test.each<[name: string, told: string, wanted: string]>([
    [
      'a recorded side as the claimed one',
      refusal(recorded, api),
      'toReplace: the run is replayed from a recording of 2026-11-20, gpt-4o, so that nothing of it was measured here: claim it of a run that was measured, which this one may be compared with',
    ],
    [
      'a declared one',
      refusal(openai, api),
      'toReplace: a price is declared: it may be what a run replaces, never what is claimed',
    ],
    [
      'the run itself',
      refusal(api, api),
      'toReplace(api): run "api" itself is not allowed here; give the run of the API',
    ],
    [
      'what is no side',
      refusal(api, 'gpt-4o'),
      'toReplace(api): "gpt-4o" is not allowed here; give a run of the API, measured or replayed from a recording; a price such as openai; or { name, usdPerRequest, scores }',
    ],
    [
      'figures with a name that there is not',
      refusal(api, { name: 'a', usd: 1 }),
      'toReplace({ usd }): there is no option "usd"; there are name, date, price, usdPerRequest, scores',
    ],
    [
      'two costs',
      refusal(api, { name: 'a', usdPerRequest: 1, price: openai }),
      'toReplace({ usdPerRequest }): 1 beside price is not allowed here; give one of the two',
    ],
    [
      'no part',
      refusal(api, recorded, {}),
      'toReplace(api, claim): {} is not allowed here; give at least one part, such as { latency: { p95: 50 }, saving: 0.6, quality: { margin: 0.02 } }',
    ],
    [
      'an unknown part',
      refusal(api, recorded, { savings: 0.6 }),
      'toReplace(api, { savings }): there is no option "savings"; did you mean "saving"? there are latency, response, ttft, ttfv, tpot, interChunk, successRate, saving, quality',
    ],
    [
      'a speed',
      refusal(api, recorded, { decodeSpeed: { p95: 5 } }),
      'toReplace(api, { decodeSpeed }): a limit of a speed is not allowed here; give one of tpot (1000 / tokens per second): an objective limits times',
    ],
    [
      'an unknown statistic',
      refusal(api, recorded, { latency: { p75: 5 } }),
      'toReplace(api, { latency.p75 }): there is no option "latency.p75"; did you mean "p95"? there are mean, p50, p90, p95, p99',
    ],
    [
      'a saving in per cent',
      refusal(api, recorded, { saving: 60 }),
      'toReplace(api, { saving }): 60 is not allowed here; give a share from 0 to 1: 60 % is 0.6',
    ],
    [
      'a quality without a margin',
      refusal(api, recorded, { quality: {} }),
      'toReplace(api, { quality.margin }): undefined is not allowed here; give a difference of scores above 0 and below 1',
    ],
    [
      'a quality beside a price',
      refusal(small(base), openai('gpt-4o'), { quality: { margin: 0.02 } }),
      'toReplace(api, { quality }): a margin beside "OpenAI gpt-4o", which has no answers and declares no score "rouge", is not allowed here; give a run of the API, measured or replayed from a recording, or { name, scores }',
    ],
    [
      'a run without scores',
      refusal(constructedRun(repeated(80, 10)), api, { quality: { margin: 0.02 } }),
      'toReplace: its answers were not scored; give the bench scorers: { score: [scorer] }',
    ],
    [
      'an API without scores',
      refusal(small(base), constructedRun(repeated(80, 10)), { quality: { margin: 0.02 } }),
      'toReplace (api): its answers were not scored; give the bench scorers: { score: [scorer] }',
    ],
    [
      'random weights, of which no quality is claimed',
      refusal(small(base, { provenance: 'synthetic' }), api),
      'toReplace: the weights are random, so its answers have no quality; run it against a real model',
    ],
    [
      'an API whose tokens have no price',
      refusal(
        small(base),
        constructedRun(repeated(80, 10), { record: { id: 'x', target: { ...target, kind: 'endpoint' } } }),
        {
          saving: 0.5,
        },
      ),
      'toReplace (api): nobody said what a token of constructed-135m costs; give its target the option price: price({ inputPerMTok, outputPerMTok })',
    ],
    [
      'figures without a cost',
      refusal(small(base), { name: 'a', scores: { rouge: 1 } }, { saving: 0.5 }),
      'toReplace(api, { saving }): 0.5 beside figures without a cost is not allowed here; give price or usdPerRequest with them',
    ],
    [
      'a margin that leaves nothing of a declared score',
      refusal(small(base), { name: 'a', scores: { rouge: 0.1 } }, { quality: { margin: 0.1 } }),
      'toReplace(api, { quality.margin }): 0.1 below a declared score of 0.1, which any answers pass, is not allowed here; give a smaller margin',
    ],
    [
      'an API that costs nothing',
      refusal(small(base), price({ inputPerMTok: 0, outputPerMTok: 0 }), { saving: 0.5 }),
      'toReplace(api, { saving }): "declared price", where a request costs nothing, is not allowed here; give one that can be saved on',
    ],
  ])('%s', (_, told, wanted) => {
    expect(told).toBe(wanted)
  })
})
