import { describe, expect, type RunnerTestCase, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { presets } from '../../src/objectives/presets.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated, scattered } from './support/run-builder.ts'

expect.extend(matchers)

const quick = { latency: 400, ttft: 80 }
const slow = { latency: 900, ttft: 300 }
const clean = constructedRun(repeated(400, quick))
const finished = new Map<string, Readonly<RunnerTestCase>>()

function claimsOf(name: string) {
  return (finished.get(name)?.artifacts ?? []).flatMap((artifact) =>
    artifact.type === 'vitest-llm-bench:claims' ? artifact.claims.map(({ claim }) => claim) : [],
  )
}

describe('all clauses', () => {
  test('hold', ({ task }) => {
    finished.set('hold', task)
    expect(clean).toMeetSLO({ ttft: { p95: 200, mean: 100 }, tpot: { p99: 60 }, successRate: 0.98 })
    expect(clean).toMeetSLO('mlperf:llama3.1-8b-conversational')
  })

  test('are claims of their own', () => {
    expect(
      claimsOf('hold').map(({ matcher, text, metric, verdict, passed }) => [matcher, text, metric, verdict, passed]),
    ).toEqual([
      ['toMeetSLO', 'p95 of ttft below 200 ms', 'ttft', 'pass', true],
      ['toMeetSLO', 'mean of ttft below 100 ms', 'ttft', 'pass', true],
      ['toMeetSLO', 'p99 of tpot below 60 ms', 'tpot', 'pass', true],
      ['toMeetSLO', 'success rate above 0.98', 'successRate', 'pass', true],
      ['toMeetSLO', 'p99 of ttft below 2,000 ms', 'ttft', 'pass', true],
      ['toMeetSLO', 'p99 of tpot below 100 ms', 'tpot', 'pass', true],
    ])
  })

  test('one that fails fails all, and is told first', () => {
    const run = constructedRun(scattered(400, 40, [quick, slow]))
    expect(failureOf(() => expect(run).toMeetSLO({ tpot: { p95: 100 }, ttft: { p95: 200 }, successRate: 0.98 })))
      .toMatchInlineSnapshot(`
      "expected the objective to be met, 3 clauses: 2 pass, 1 fail: fail
      - p95 of ttft below 200 ms, observed 300 ms (n = 400, 90 % interval 300 to 300 ms): fail
        40 of 400 requests were at 200 ms or above; this passes with at most 12
      - p95 of tpot below 100 ms, observed 66.7 ms (n = 400, 90 % interval 66.7 to 66.7 ms): pass
      - success rate above 0.98, observed 1.00 (n = 400, 90 % interval 0.993 to 1.00): pass
      run "short answer" of constructed-135m"
    `)
  })

  test('one that is open leaves all open, and the policy decides', () => {
    const run = constructedRun(repeated(100, quick))
    expect(run).toMeetSLO('mlperf:llama3.1-8b-conversational')
    expect(failureOf(() => expect(run).toMeetSLO({ ttft: { p95: 200, p99: 79 } }))).toContain(': fail\n')
    expect(failureOf(() => expect(run).not.toMeetSLO('mlperf:llama3.1-8b-conversational'))).toMatchInlineSnapshot(`
      "expected "mlperf:llama3.1-8b-conversational" not to be met, 2 clauses: 2 inconclusive: inconclusive
      - p99 of ttft below 2,000 ms, observed 80.0 ms (n = 100, 95 % interval 80.0 ms to unbounded (needs 368)): inconclusive
        inconclusive: 100 requests do not settle this at 97.5 % confidence; at least 368 are needed (bench option { requests: 368 }); the point estimate decided (option inconclusive: 'point')
        0 of 100 requests were at 2,000 ms or above
      - p99 of tpot below 100 ms, observed 35.6 ms (n = 100, 95 % interval 35.6 ms to unbounded (needs 368)): inconclusive
        inconclusive: 100 requests do not settle this at 97.5 % confidence; at least 368 are needed (bench option { requests: 368 }); the point estimate decided (option inconclusive: 'point')
        0 of 100 requests were at 100 ms or above
      source: MLPerf Inference Rules (mlcommons/inference_policies, inference_rules.adoc at ac93e89 of 2026-07-23), Datacenter suite, Llama3.1-8B, Conversational category: TTFT/TPOT: 2000 ms/100 ms
      run "short answer" of constructed-135m"
    `)
  })

  test('an invalid check leaves open only the clauses it protects', () => {
    const check = {
      id: 'prefix-cache',
      status: 'invalid' as const,
      protects: ['ttft'],
      message: 'half of the input was cached: ask for a nonce',
    }
    const run = constructedRun(repeated(400, quick), { record: { checks: [check] } })
    const message = failureOf(() => expect(run).not.toMeetSLO({ ttft: { p95: 200 }, tpot: { p95: 100 } }))
    expect(message).toContain('2 clauses: 1 pass, 1 inconclusive: inconclusive')
    expect(message).toContain(
      'inconclusive: the check prefix-cache is invalid: half of the input was cached: ask for a nonce; the point',
    )
  })
})

describe('negated', () => {
  test('passes where a clause fails', ({ task }) => {
    finished.set('negated', task)
    expect(constructedRun(scattered(400, 60, [quick, slow]))).not.toMeetSLO({ ttft: { p95: 200 }, successRate: 0.98 })
    expect(failureOf(() => expect(clean).not.toMeetSLO({ ttft: { p95: 200 } }))).toContain(
      'expected the objective not to be met, 1 clause: 1 pass: fail',
    )
  })

  test('is one claim', () => {
    expect(
      claimsOf('negated').map(({ negated, metric, text, verdict, passed }) => ({
        negated,
        metric,
        text,
        verdict,
        passed,
      })),
    ).toEqual([
      {
        negated: true,
        metric: 'objective',
        text: 'the objective met (p95 of ttft below 200 ms, success rate above 0.98)',
        verdict: 'pass',
        passed: true,
      },
      {
        negated: true,
        metric: 'objective',
        text: 'the objective met (p95 of ttft below 200 ms)',
        verdict: 'fail',
        passed: false,
      },
    ])
  })
})

test.fails('soft', ({ expect: bound }) => {
  bound.soft(clean).toMeetSLO({ ttft: { p95: 10 } })
})

describe('presets', () => {
  test.each(Object.entries(presets))(
    '%s has its name, a source and two limits at the 99th percentile',
    (name, preset) => {
      expect(preset.name).toBe(name)
      const { ttft, tpot } = preset.clauses
      expect(preset.source).toContain(`TTFT/TPOT: ${ttft?.p99} ms/${tpot?.p99} ms`)
      expect(preset.source).toContain('inference_rules.adoc')
    },
  )

  test('the one of the issue', () => {
    expect(presets['mlperf:llama3.1-8b-interactive'].clauses).toEqual({ ttft: { p99: 500 }, tpot: { p99: 30 } })
  })

  test('the message says where the numbers come from', () => {
    expect(failureOf(() => expect(clean).toMeetSLO('mlperf:llama3.1-8b-interactive'))).toMatchInlineSnapshot(`
      "expected "mlperf:llama3.1-8b-interactive" to be met, 2 clauses: 1 pass, 1 fail: fail
      - p99 of tpot below 30 ms, observed 35.6 ms (n = 400, 90 % interval 35.6 to 35.6 ms): fail
        400 of 400 requests were at 30 ms or above; this passes with at most 0
      - p99 of ttft below 500 ms, observed 80.0 ms (n = 400, 90 % interval 80.0 to 80.0 ms): pass
      source: MLPerf Inference Rules (mlcommons/inference_policies, inference_rules.adoc at ac93e89 of 2026-07-23), Datacenter suite, Llama3.1-8B, Interactive category: TTFT/TPOT: 500 ms/30 ms
      run "short answer" of constructed-135m"
    `)
  })
})

describe('refuses', () => {
  test.each<[unknown, string]>([
    [
      'mlperf:gpt-2',
      'toMeetSLO(objective): there is no objective "mlperf:gpt-2"; there are mlperf:llama3.1-8b-conversational, ',
    ],
    [
      42,
      'toMeetSLO(objective): 42 is not allowed here; give an object such as { ttft: { p95: 200 }, successRate: 0.99 }, or the name of a preset',
    ],
    [[], 'toMeetSLO(objective): [] is not allowed here; give an object'],
    [{}, 'toMeetSLO(objective): {} is not allowed here; give an object such as'],
    [
      { tttf: { p95: 1 } },
      'toMeetSLO({ tttf }): there is no option "tttf"; did you mean "ttft"? there are latency, response, ttft, ttfv, tpot, interChunk, successRate',
    ],
    [
      { ttft: 200 },
      'toMeetSLO({ ttft }): 200 is not allowed here; give a statistic and its limit in ms, such as { p95: 200 }',
    ],
    [{ ttft: {} }, 'toMeetSLO({ ttft }): {} is not allowed here; give a statistic and its limit in ms'],
    [{ ttft: undefined }, 'toMeetSLO({ ttft }): undefined is not allowed here; give a statistic and its limit in ms'],
    [{ ttft: { p75: 200 } }, 'there is no option "ttft.p75"; did you mean "p95"? there are mean, p50, p90, p95, p99'],
    [{ ttft: { p95: '200' } }, 'toMeetSLO({ ttft.p95 }): "200" is not allowed here; give milliseconds above 0'],
    [
      { decodeSpeed: { p95: 20 } },
      'toMeetSLO({ decodeSpeed }): a limit of a speed is not allowed here; give one of tpot (1000 / tokens per second): an objective limits times',
    ],
    [{ prefillSpeed: { p95: 20 } }, 'give one of ttft: an objective limits times'],
    [
      { successRate: 99 },
      'toMeetSLO({ successRate }): 99 is not allowed here; give a share of 0 or more and below 1: 99 % is 0.99',
    ],
  ])('%j', (objective, message) => {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => expect(clean).not.toMeetSLO(objective))
    expect(error.code).toBe('invalid-option')
    expect(error.message).toContain(message)
    expect(error.message).toMatch(/^toMeetSLO\([^\n]*$/u)
  })

  test('a metric that was not measured', () => {
    const unstreamed = constructedRun(repeated(100, { latency: 10, ttft: null }))
    expect(refusalOf(() => expect(unstreamed).toMeetSLO({ ttft: { p95: 200 } })).message).toBe(
      'toMeetSLO: ttft was not measured: the answers did not stream',
    )
  })
})
