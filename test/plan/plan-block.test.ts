import { expect, test } from 'vitest'
import { type BlockWish, planBlock } from '../../src/plan/plan-block.ts'
import { planRun } from '../../src/plan/plan.ts'
import type { RunOptions } from '../../src/plan/run-options.ts'
import { burst, concurrent, ramp, rate } from '../../src/workload/load.ts'

const wish: BlockWish = { units: 20, durationMs: null, spreadMs: 100, seed: 1, root: '/' }

function blockOf(options: RunOptions, changes: Partial<BlockWish> = {}): ReturnType<typeof planBlock> {
  const plan = planRun('x', options, { requests: null, budget: 120_000, warmup: null, launches: 1, anchor: false })
  return planBlock(plan, { ...wish, ...changes })
}

test('a closed load has a first send for each client and as many units as wanted', () => {
  const { units, load } = blockOf({ load: concurrent(4) })
  expect(units).toBe(20)
  if (load.kind !== 'closed') throw new Error('a closed load was planned')
  expect(load.firstSends).toHaveLength(4)
  expect(load.firstSends[0]).toBe(0)
  expect(Math.max(...load.firstSends)).toBeLessThan(100)
})

test('without a spread all clients begin at once', () => {
  const { load } = blockOf({ load: concurrent(64, { rampUp: 0 }) }, { spreadMs: 0 })
  expect(load.kind === 'closed' ? new Set(load.firstSends) : null).toEqual(new Set([0]))
})

test('an open load has a moment for each unit, and its own limit of requests in flight', () => {
  const { units, load } = blockOf({ load: rate(10, { arrivals: 'constant', maxConcurrency: 3 }) })
  expect(units).toBe(20)
  expect(load).toMatchObject({ kind: 'open', maxConcurrency: 3, inputTokens: null, outputTokens: null })
  if (load.kind !== 'open') throw new Error('an open load was planned')
  const gaps = [...load.at].slice(1).map((at, index) => at - (load.at[index] as number))
  expect(gaps.every((gap) => Math.abs(gap - 100) < 1e-6)).toBe(true)
})

test('of an open load a duration decides how many units there are', () => {
  const { units, load } = blockOf(
    { load: rate(10, { arrivals: 'constant' }) },
    { units: Number.MAX_SAFE_INTEGER, durationMs: 1000 },
  )
  expect(units).toBe(10)
  expect(load).toMatchObject({ kind: 'open', maxConcurrency: null })
})

test('a burst and a ramp end by themselves, and fewer units end them earlier', () => {
  expect(blockOf({ load: burst(7) }).units).toBe(7)
  expect(blockOf({ load: burst(7) }, { units: 3 }).units).toBe(3)
  expect(blockOf({ load: ramp(10, 10, 1000, { arrivals: 'constant' }) }).units).toBe(10)
})

test('the same seed is the same block, another one is another', () => {
  for (const load of [rate(50), concurrent(8)]) {
    expect(blockOf({ load })).toEqual(blockOf({ load }))
    expect(blockOf({ load }, { seed: 2 })).not.toEqual(blockOf({ load }))
  }
})
