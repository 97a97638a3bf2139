import { describe, expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated, scattered } from './support/run-builder.ts'

expect.extend(matchers)

/** 200 requests, some of them slow. */
function run(slow: number) {
  return constructedRun(scattered(200, slow, [40, 60]))
}

describe('any percentile', () => {
  test('passes where few enough are slow', () => {
    expect(run(4)).toHavePercentileBelow(95, 50)
    expect(run(16)).not.toHavePercentileBelow(95, 50)
    expect(constructedRun(repeated(3000, 40))).toHavePercentileBelow(99.9, 50)
  })

  test('fails with the claim, what was observed, and the margin', () => {
    expect(failureOf(() => expect(run(20)).toHavePercentileBelow(95, 50))).toBe(
      [
        'expected p95 of latency below 50 ms, observed 60.0 ms (n = 200, 90 % interval 60.0 to 60.0 ms): fail',
        '20 of 200 requests were at 50 ms or above; this passes with at most 4',
        'run "short answer" of constructed-135m',
      ].join('\n'),
    )
  })

  test('negated it is its own claim, with its own margin', () => {
    expect(failureOf(() => expect(run(0)).not.toHavePercentileBelow(95, 50))).toBe(
      [
        'expected p95 of latency not below 50 ms, observed 40.0 ms (n = 200, 90 % interval 40.0 to 40.0 ms): fail',
        '0 of 200 requests were at 50 ms or above; this passes with at least 16',
        'run "short answer" of constructed-135m',
      ].join('\n'),
    )
  })

  test('what the samples leave open is decided by the point estimate, both ways', () => {
    expect(run(8)).toHavePercentileBelow(95, 50)
    expect(run(12)).not.toHavePercentileBelow(95, 50)
    expect(failureOf(() => expect(run(12)).toHavePercentileBelow(95, 50))).toBe(
      [
        'expected p95 of latency below 50 ms, observed 60.0 ms (n = 200, 90 % interval 40.0 to 60.0 ms): inconclusive',
        "inconclusive: 200 requests do not settle this at 95 % confidence; about 1,584 would if what was seen holds (bench option { requests: 1584 }); the point estimate decided (option inconclusive: 'point')",
        '12 of 200 requests were at 50 ms or above; this passes with at most 4',
        'run "short answer" of constructed-135m',
      ].join('\n'),
    )
  })

  test('too few samples: an end of the interval is open, and the message says how many it takes', () => {
    const few = constructedRun(scattered(20, 2, [40, 60]))
    const message = failureOf(() => expect(few).toHavePercentileBelow(95, 50))
    expect(message).toContain('90 % interval 40.0 ms to unbounded (needs 59)')
    expect(message).toContain('at least 59 are needed, about 100 if what was seen holds')
  })

  test('failed requests are infinitely slow', () => {
    const failing = constructedRun(scattered(120, 20, [{ latency: 40 }, { latency: 1, failed: true }]))
    const message = failureOf(() => expect(failing).toHavePercentileBelow(95, 1e6))
    expect(message).toContain('observed infinite (n = 120, 90 % interval infinite to infinite): fail')
    expect(message).toContain('20 of 120 requests failed and count as infinite')
  })

  test('a speed is judged literally', () => {
    const message = failureOf(() => expect(run(0)).toHavePercentileBelow(95, 100, { of: 'decodeSpeed' }))
    expect(message).toContain('p95 of decodeSpeed below 100 tokens/s, observed 250 tokens/s')
  })

  test('synthetic weights are named', () => {
    const target = { ...run(0).record.target, source: 'synthetic', model: 'tiny\u001B[31m\nred' } as const
    const synthetic = constructedRun(repeated(100, 40), { record: { target, provenance: 'synthetic' } })
    expect(failureOf(() => expect(synthetic).toHavePercentileBelow(95, 30))).toMatch(
      /\nrun "short answer" of tiny red \(synthetic weights\)$/u,
    )
  })

  test('a run that ended early settles nothing, and says so', () => {
    const record = { state: 'partial', error: 'the host was killed by SIGKILL' } as const
    const partial = constructedRun(repeated(100, 40), { record })
    expect(failureOf(() => expect(partial).toHavePercentileBelow(95, 30))).toBe(
      [
        'expected p95 of latency below 30 ms, observed 40.0 ms (n = 100, 90 % interval 40.0 to 40.0 ms): inconclusive',
        "inconclusive: the run ended early: the host was killed by SIGKILL; the point estimate decided (option inconclusive: 'point')",
        '100 of 100 requests were at 30 ms or above',
        'run "short answer" of constructed-135m',
      ].join('\n'),
    )
  })

  test('bursts are worth fewer independent requests, and the message says how many', () => {
    // Ten bursts of two: neighbours are alike.
    const bursts = constructedRun(Array.from({ length: 400 }, (_, i) => (i % 40 < 2 ? 60 : 40)))
    const message = failureOf(() => expect(bursts).toHavePercentileBelow(96, 50))
    expect(message).toMatch(/\(n = 400, effective n = 1\d\d, 90 % interval/u)
  })

  test('values that come in long stretches are too correlated to be judged', () => {
    const halves = constructedRun([...repeated(180, 40), ...repeated(20, 60)])
    const message = failureOf(() => expect(halves).toHavePercentileBelow(95, 50))
    expect(message).toMatch(
      /: inconclusive\ninconclusive: the values are too correlated \(autocorrelation [01]\.\d{2,3}\)/u,
    )
    expect(message).toContain('the point estimate decided')
    expect(message).not.toContain('this passes with')
  })

  test('gaps between chunks are judged with the failed requests spread among them', () => {
    const requests = [...repeated(98, { latency: 40 }), ...repeated(2, { latency: 1, failed: true })]
    expect(constructedRun(requests, { gaps: repeated(1000, 4) })).toHavePercentileBelow(95, 5, { of: 'interChunk' })
  })
})

describe('what cannot be meant', () => {
  test.each([0, 100, -5, Number.NaN, '95'])('percentile %s', (percentile) => {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => expect(run(0)).not.toHavePercentileBelow(percentile, 50))
    expect(error.code).toBe('invalid-option')
    expect(error.message).toMatch(
      /^toHavePercentileBelow\(percentile\): .+ is not allowed here; give a number above 0 and below 100: the 95th is 95(?:, as a number and not as a text)?$/u,
    )
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, '50'])('limit %s', (limit) => {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => expect(run(0)).not.toHavePercentileBelow(95, limit))
    expect(error.code).toBe('invalid-option')
    expect(error.message).toMatch(
      /^toHavePercentileBelow\(limit\): .+ is not allowed here; give a number above 0, in ms(?:, as a number and not as a text)?$/u,
    )
  })

  test('an unknown metric, with the known ones', () => {
    const error = refusalOf(() =>
      // @ts-expect-error plain JavaScript passes anything
      expect(run(0)).toHavePercentileBelow(95, 50, { of: 'tttf' }),
    )
    expect(error.message).toContain(
      'toHavePercentileBelow(percentile, limit, { of }): "tttf" is not allowed here; give "latency", "response", "ttft"',
    )
  })
})
