import { describe, expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedArms, constructedRun, repeated, storedResult } from './support/run-builder.ts'

expect.extend(matchers)

/** Arms of 25 blocks of 8 requests, of which ours take `ratio` times as long. */
function arms(ratio: number, pairs = 25) {
  const random = seededRandom(5)
  const blocks = (scale: number) =>
    Array.from({ length: pairs }, () => Array.from({ length: 8 }, () => scale * (36 + 8 * random())))
  return constructedArms({ ours: blocks(ratio), theirs: blocks(1) })
}

describe('outperforms', () => {
  test('passes where the whole interval is on the better side', () => {
    const { ours, theirs } = arms(0.8)
    expect(ours).toOutperform(theirs)
    expect(ours).toOutperform(theirs, { by: 0.15 })
    expect(ours).toOutperform(theirs, { of: 'ttft', by: 0 })
    expect(ours).toOutperform(theirs, { of: 'decodeSpeed' })
    expect(theirs).not.toOutperform(ours)
    expect(storedResult(ours)).toOutperform(storedResult(theirs))
  })

  test('fails with the ratio, its interval, the pairs and the p-value', () => {
    const { ours, theirs } = arms(0.8)
    expect(failureOf(() => expect(theirs).toOutperform(ours))).toMatchInlineSnapshot(`
      "expected latency more than 5 % below that of "ours", observed ratio 1.25 (n = 200, effective n = 25, 90 % interval 1.24 to 1.27): fail
      slower: 25 pairs of neighbouring blocks, p < 0.001 of no difference; medians 40.0 and 31.8 ms
      output tokens 10.0 / 10.0 (means)
      run "theirs" of constructed-135m"
    `)
    expect(failureOf(() => expect(ours).toOutperform(theirs, { by: 0.5 }))).toMatchInlineSnapshot(`
      "expected latency more than 50 % below that of "theirs", observed ratio 0.798 (n = 200, effective n = 25, 90 % interval 0.786 to 0.807): fail
      same within 50 %: 25 pairs of neighbouring blocks, p < 0.001 of no difference; medians 31.8 and 40.0 ms
      output tokens 10.0 / 10.0 (means)
      run "ours" of constructed-135m"
    `)
    expect(failureOf(() => expect(ours).not.toOutperform(theirs))).toContain(
      'latency not more than 5 % below that of "theirs"',
    )
  })

  test('a speed must be above', () => {
    const { ours, theirs } = arms(0.8)
    expect(failureOf(() => expect(theirs).toOutperform(ours, { of: 'decodeSpeed' }))).toContain(
      'expected decodeSpeed more than 5 % above that of "ours", observed ratio 0.798',
    )
  })

  test('what the pairs leave open says how many requests would settle it', () => {
    const { ours, theirs } = arms(0.97, 8)
    const message = failureOf(() => expect(ours).toOutperform(theirs, { by: 0.04 }))
    expect(message).toMatchInlineSnapshot(`
      "expected latency more than 4 % below that of "theirs", observed ratio 0.978 (n = 64, effective n = 8, 90 % interval 0.952 to 1.01): inconclusive
      inconclusive: 64 requests of each do not settle this at 95 % confidence; about 144 would if what was seen holds (bench option { requests: 144 }); the point estimate decided (option inconclusive: 'point')
      8 pairs of neighbouring blocks, p = 0.109 of no difference; medians 38.7 and 39.9 ms
      output tokens 10.0 / 10.0 (means)
      run "ours" of constructed-135m"
    `)
  })

  test('not faster may be shown before same or slower is', () => {
    const { ours, theirs } = arms(1.07, 12)
    expect(failureOf(() => expect(ours).toOutperform(theirs))).toMatch(
      /: fail\nnot faster, but whether same or slower is inconclusive: 12 pairs/u,
    )
  })

  test('too few blocks for an interval', () => {
    const { ours, theirs } = arms(1, 2)
    const message = failureOf(() => expect(ours).toOutperform(theirs))
    expect(message).toContain('(n = 16, effective n = 2, no interval): inconclusive')
    expect(message).toContain('at least 40 are needed (bench option { requests: 40 })')
    expect(message).toContain('\nonly 2 pairs of neighbouring blocks, too few for an interval')
  })

  test('failed requests are infinitely slow in their block', () => {
    const failed = { latency: 1, failed: true }
    const ours = repeated(10, [...repeated(3, 40), ...repeated(5, failed)])
    const broken = constructedArms({ ours, theirs: repeated(10, repeated(8, 40)) })
    const message = failureOf(() => expect(broken.ours).toOutperform(broken.theirs))
    expect(message).toContain(': fail')
    expect(message).toContain('50 of 80 requests failed and count as infinite')
    expect(broken.theirs).toOutperform(broken.ours)
  })

  test('blocks without a neighbour are left out', () => {
    const blocks = Array.from({ length: 10 }, () => repeated(8, 40))
    const { ours, theirs } = constructedArms({ ours: blocks, theirs: [...blocks, ...repeated(2, repeated(8, 80))] })
    expect(failureOf(() => expect(theirs).toOutperform(ours))).toContain('10 pairs of neighbouring blocks')
  })

  test('a broken condition of either run leaves it open', () => {
    const { ours, theirs } = arms(0.8)
    const check = {
      id: 'gpu-unused',
      status: 'invalid',
      protects: ['all'],
      message: '0 layers are on the GPU: set gpuLayers',
    } as const
    const checks = [{ ...check, protects: [...check.protects] }]
    const broken = (run: typeof ours): typeof ours => ({ ...run, record: { ...run.record, checks } })
    const words = 'the check gpu-unused is invalid: 0 layers are on the GPU: set gpuLayers; the point estimate decided'
    expect(failureOf(() => expect(broken(ours)).not.toOutperform(theirs))).toContain(`inconclusive: ${words}`)
    // Whose it is is told: a reader looks for it in the other run.
    expect(failureOf(() => expect(ours).not.toOutperform(broken(theirs)))).toContain(
      `inconclusive: in "theirs" ${words}`,
    )
    expect(failureOf(() => expect(broken(ours)).not.toOutperform(broken(theirs)))).not.toContain(
      'in "theirs" the check',
    )
  })
})

describe('refuses', () => {
  const { ours, theirs } = arms(1)
  test('runs that were not measured in turns', () => {
    for (const other of [constructedRun(repeated(80, 40), { record: { id: 'alone' } }), arms(1).theirs]) {
      for (const claim of [expect(ours), expect(ours).not]) {
        const error = refusalOf(() => claim.toOutperform(other))
        expect(error.code).toBe('not-measured')
        expect(error.message).toMatch(
          /^toOutperform: runs "ours" and ".*" were not measured in turns, .*; measure both in one bench\.compare$/u,
        )
      }
    }
    const [one, two] = [1, 2].map((id) => constructedRun(repeated(80, 40), { record: { id: `${id}` } }))
    expect(refusalOf(() => expect(one).toOutperform(two)).code).toBe('not-measured')
  })

  test('a run and itself', () => {
    expect(refusalOf(() => expect(ours).toOutperform(ours)).message).toBe(
      'toOutperform(other): run "ours" itself is not allowed here; give the other run',
    )
  })

  test('what is no run', () => {
    expect(refusalOf(() => expect(ours).toOutperform(undefined)).message).toMatch(
      /^toOutperform \(other\): received undefined, not a run/u,
    )
    expect(refusalOf(() => expect({}).toOutperform(ours)).message).toMatch(/^toOutperform: received an object/u)
  })

  test('gaps between chunks, which belong to no block', () => {
    expect(refusalOf(() => expect(ours).toOutperform(theirs, { of: 'interChunk' })).message).toContain('compare tpot')
  })

  test.each([-0.1, 1, Number.NaN, '5 %'])('by: %s', (by) => {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => expect(ours).toOutperform(theirs, { by }))
    expect(error.code).toBe('invalid-option')
    expect(error.message).toMatch(
      /^toOutperform\(other, \{ by \}\): .+ is not allowed here; give a share of 0 or more and below 1: 5 % is 0\.05$/u,
    )
  })

  test('an unknown metric', () => {
    // @ts-expect-error plain JavaScript passes anything
    expect(refusalOf(() => expect(ours).toOutperform(theirs, { of: 'tttf' })).message).toContain(
      'toOutperform(other, { of }): "tttf" is not allowed here; give "latency"',
    )
  })
})

describe('over a declared figure', () => {
  const run = constructedRun(repeated(100, 80))
  const declared = { p50: 200, source: 'our API, 2026-11-01' }

  test('passes, fails and negates by the run’s own percentile', () => {
    expect(run).toOutperform({ declared })
    expect(run).toOutperform({ declared: { p95: 100, source: 'x' } }, { by: 0.1 })
    expect(run).toOutperform({ declared: { p50: 20, source: 'x' } }, { of: 'ttft' })
    expect(run).not.toOutperform({ declared: { p50: 82, source: 'x' } })
    expect(failureOf(() => expect(run).toOutperform({ declared: { p50: 50, source: 'x' } }))).toMatchInlineSnapshot(`
      "expected p50 of latency more than 5 % below the declared 50 ms (x), observed 80.0 ms (n = 100, 90 % interval 80.0 to 80.0 ms): fail
      60 % more (90 % interval 60 % more to 60 % more), 0.63 times as fast, n = 100
      100 of 100 requests were at 47.5 ms or above; this passes with at most 41
      the other side is declared, and was not measured here
      run "short answer" of constructed-135m"
    `)
  })

  test('what is open stays open', () => {
    const few = constructedRun(repeated(3, 80))
    expect(failureOf(() => expect(few).not.toOutperform({ declared }))).toContain(': inconclusive')
  })

  test.each([
    [
      { declared: { source: 'x' } },
      /no figure is not allowed here; give one of mean, p50, p90, p95, p99 and throughput/u,
    ],
    [{ declared: { p50: 1, p95: 2, source: 'x' } }, /2 figures is not allowed here/u],
    [{ declared: { p50: 200 } }, /source/u],
    [{ declared: { p50: 200, source: ' ' } }, /a text that says where the figure comes from/u],
    [{ declared: { p50: -1, source: 'x' } }, /a number above 0: milliseconds of a time/u],
    [{ declared: { p40: 1, source: 'x' } }, /p40/u],
    [{ declared, more: 1 }, /more/u],
  ])('refuses %j', (other, message) => {
    expect(refusalOf(() => expect(run).toOutperform(other)).message).toMatch(message)
    expect(refusalOf(() => expect(run).toOutperform(other)).code).toBe('invalid-option')
  })

  const source = 'price list'

  test('a mean lies below what was declared, a speed and a rate above', () => {
    expect(run).toOutperform({ declared: { mean: 90, source } })
    expect(run).not.toOutperform({ declared: { mean: 82, source } })
    expect(run).toOutperform({ declared: { mean: 100, source } }, { of: 'decodeSpeed', by: 0.2 })
    expect(run).toOutperform({ declared: { p50: 100, source } }, { of: 'decodeSpeed' })
    expect(run).not.toOutperform({ declared: { p50: 125.5, source } }, { of: 'decodeSpeed', by: 0 })
    const even = { declared: { p50: 125, source } }
    expect(failureOf(() => expect(run).toOutperform(even, { of: 'decodeSpeed', by: 0 }))).toContain(': inconclusive')
    expect(run).toOutperform({ declared: { throughput: 40, source } })
    expect(run).not.toOutperform({ declared: { throughput: 100_000, source } })
    const slow = failureOf(() =>
      expect(run).toOutperform({ declared: { p50: 300, source } }, { of: 'decodeSpeed', by: 0 }),
    )
    expect(slow).toMatchInlineSnapshot(`
      "expected p50 of decodeSpeed above the declared 300 tokens/s (price list), observed 125 tokens/s (n = 100, 90 % interval 125 to 125 tokens/s): fail
      58.3 % less (90 % interval 58.3 % less to 58.3 % less), 0.42 times as fast, n = 100
      0 of 100 requests were at 300 tokens/s or above; this passes with at least 59
      the other side is declared, and was not measured here
      run "short answer" of constructed-135m"
    `)
    expect(failureOf(() => expect(run).toOutperform({ declared: { throughput: 1e6, source } }))).toMatchInlineSnapshot(`
      "expected throughput more than 5 % above the declared 1,000,000 tokens/s (price list), observed 125 tokens/s (n = 100, 90 % interval 125 to 125 tokens/s): fail
      99.99 % less (90 % interval 99.99 % less to 99.99 % less), 0.00 times as much a second, n = 100
      over the whole window at concurrency 1
      the other side is declared, and was not measured here
      run "short answer" of constructed-135m"
    `)
    expect(failureOf(() => expect(run).toOutperform({ declared: { mean: 40, source } }))).toMatchInlineSnapshot(`
      "expected mean of latency more than 5 % below the declared 40 ms (price list), observed 80.0 ms (n = 100, 90 % interval 80.0 to 80.0 ms): fail
      100 % more (90 % interval 100 % more to 100 % more), 0.50 times as fast, n = 100
      median 80.0, p95 80.0, max 80.0 ms
      the other side is declared, and was not measured here
      run "short answer" of constructed-135m"
    `)
  })

  test('a disturbance that can only have slowed it opens a fail of a speed, and no pass', () => {
    const disturbed = constructedRun(repeated(100, 80), {
      record: { checks: [{ id: 'swap-in', status: 'invalid', protects: ['all'], message: 'it swapped: stop that' }] },
    })
    expect(disturbed).toOutperform({ declared: { p50: 100, source } }, { of: 'decodeSpeed' })
    const open = failureOf(() =>
      expect(disturbed).toOutperform({ declared: { p50: 300, source } }, { of: 'decodeSpeed' }),
    )
    expect(open).toContain(': inconclusive')
  })

  test('a speed of few answers needs as many as bound its lower end', () => {
    const few = constructedRun(repeated(3, 80))
    const open = failureOf(() => expect(few).toOutperform({ declared: { p50: 300, source } }, { of: 'decodeSpeed' }))
    expect(open).toContain('at least 5 are needed')
    expect(constructedRun(repeated(3, 80))).toOutperform({ declared: { p95: 100, source } }, { of: 'decodeSpeed' })
  })

  test('a throughput is of all requests together', () => {
    const refused = refusalOf(() => expect(run).toOutperform({ declared: { throughput: 1, source } }, { of: 'ttft' }))
    expect(refused.message).toContain('a throughput is that of all requests together')
  })
})
