import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import { judgeAtMost } from '../../../src/verdicts/comparison.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import type { TogetherRecord } from '../../../src/record/several/together.ts'
import { sideBySideTag } from '../../../src/runs/several/side-by-side.ts'
import { emptyRun } from '../../../src/record/run.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun } from '../support/run-builder.ts'

expect.extend(matchers)

const load = { ...emptyRun().load, comparison: 'several', interleaved: true }

function together(beside: readonly string[], missing: TogetherRecord['missing'] = []): TogetherRecord {
  return {
    id: 'several',
    name: 'pair',
    model: 'small',
    models: ['small', 'large'],
    beside: [...beside],
    route: 'all',
    loading: 'sequence',
    threads: 2,
    memoryBudget: null,
    missing,
  }
}

/** Runs of a model alone and beside another one, in eight rounds of four requests. */
function pair(slowdown: number, missing: TogetherRecord['missing'] = []): { alone: unknown; beside: unknown } {
  const run = (id: string, offset: number, times: number, record: TogetherRecord): unknown =>
    constructedRun(
      Array.from({ length: 32 }, (_, index) => ({
        latency: (40 + ((index * 7) % 5)) * times,
        outputTokens: 4,
        slot: 2 * Math.floor(index / 4) + (Math.floor(index / 4) % 2 === 0 ? offset : 1 - offset),
      })),
      { record: { id, name: `pair: small ${id}`, load, together: record } },
    )
  const runs = {
    alone: run('alone', 0, 1, together([])),
    beside: run('with large', 1, slowdown, together(['large'], missing)),
  }
  const situations = [
    { model: 'small', beside: [], run: runs.alone },
    { model: 'small', beside: ['large'], run: runs.beside },
  ]
  const value = { model: 'small', models: ['small', 'large'], runs: situations }
  for (const measured of Object.values(runs)) Object.defineProperty(measured, sideBySideTag, { value })
  return runs
}

test('passes and fails by the interval of the ratio', () => {
  const { alone, beside } = pair(1.5)
  expect(beside).toSlowDownBy('large', { atMost: 0.6 })
  expect(beside).toSlowDownBy(alone, { atMost: 0.6 })
  expect(beside).toSlowDownBy('all', { atMost: 0.6, of: 'ttft' })
  expect(beside).toSlowDownBy({ name: 'large' }, { atMost: 0.6 })
  expect(beside).not.toSlowDownBy('large', { atMost: 0.2 })
  const message = failureOf(() => expect(beside).toSlowDownBy('large', { atMost: 0.2 }))
  expect(message).toContain('expected latency at most 1.20 times that of "pair: small alone"')
  expect(message).toContain('observed ratio 1.5')
  expect(message).toContain(': fail')
})

test('a speed may fall by the same share of times', () => {
  const { beside } = pair(1.5)
  expect(beside).toSlowDownBy('large', { atMost: 0.6, of: 'decodeSpeed' })
  expect(beside).not.toSlowDownBy('large', { atMost: 0.2, of: 'decodeSpeed' })
})

test('a model that broke meanwhile leaves it open', () => {
  const { beside } = pair(1.5, [{ model: 'large', reason: 'killed' }])
  expect(failureOf(() => expect(beside).toSlowDownBy('large', { atMost: 0.2 }))).toContain('"large" broke meanwhile')
})

test('refuses what is no other model, and what was not measured', () => {
  const { beside } = pair(1.5)
  expect(refusalOf(() => expect(beside).toSlowDownBy('nobody', { atMost: 1 })).message).toContain('(large)')
  expect(refusalOf(() => expect(beside).toSlowDownBy([], { atMost: 1 })).code).toBe('invalid-option')
  expect(refusalOf(() => expect(beside).toSlowDownBy('large', { atMost: -1 })).code).toBe('invalid-option')
  expect(refusalOf(() => expect(5).not.toSlowDownBy('large', { atMost: 1 })).code).toBe('not-measured')
})

test('at the limit a pass is wrong in about 5 % of measurements at the most', () => {
  const random = seededRandom(7)
  const noise = (): number => Math.exp(0.2 * (random() + random() + random() - 1.5))
  const times = 400
  let [passes, fails] = [0, 0]
  for (let run = 0; run < times; run++) {
    const blocks = (factor: number): Float64Array[] =>
      Array.from({ length: 8 }, () => Float64Array.from({ length: 4 }, () => 40 * factor * noise()))
    const common = { requests: 32, requestsPerBlock: 4, launches: null, byFloor: null, better: 'lower' } as const
    const { verdict } = judgeAtMost({ ours: blocks(1.5), theirs: blocks(1), ...common }, 0.5)
    if (verdict === 'pass') passes++
    if (verdict === 'fail') fails++
  }
  // 5 % and twice the standard error of so many.
  expect(passes / times).toBeLessThan(0.05 + 2 * Math.sqrt((0.05 * 0.95) / times))
  expect(fails / times).toBeLessThan(0.05 + 2 * Math.sqrt((0.05 * 0.95) / times))
})

test('fewer than five rounds settle nothing', () => {
  const blocks = Array.from({ length: 4 }, () => Float64Array.of(1, 1))
  const common = { requests: 8, requestsPerBlock: 2, launches: null, byFloor: null, better: 'lower' } as const
  expect(judgeAtMost({ ours: blocks, theirs: blocks, ...common }, 0.5).verdict).toBe('inconclusive')
})
