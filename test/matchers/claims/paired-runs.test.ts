import { describe, expect, test } from 'vitest'
import { pairedBlocks } from '../../../src/matchers/claims/paired-runs.ts'
import { slotsOf } from '../../../src/plan/interleave.ts'
import type { Subject } from '../../../src/runs/subject.ts'
import { medianOf } from '../../../src/stats/quantiles/median.ts'
import { hodgesLehmann } from '../../../src/stats/tests/signed-rank.ts'
import { judgeOutperforms } from '../../../src/verdicts/comparison.ts'
import { constructedRun } from '../support/run-builder.ts'
import { seededNormal } from '../../stats/draws.ts'

const { record } = constructedRun([])

const plan = { requests: 200, budgetMs: 120_000, warmup: 2, concurrency: 1, until: null }

const blockRequests = 8

/** What a comparison looks like in which some arms leave the machine in a worse state. */
interface World {
  readonly arms: number
  /** Arms after which the next one starts 10 % slower. The arms 0 and 1 are identical. */
  readonly slow: ReadonlySet<number>
  /** Requests of a block that feel what ran before. */
  readonly felt: number
  /** Coefficient of variation of a request. */
  readonly spread: number
}

/** Arms 0 and 1 of one comparison whose members took turns as told. */
function identicalArms(
  { slow, felt, spread }: World,
  turns: readonly number[],
  normal: () => number,
): { ours: Subject; theirs: Subject } {
  const latencies: [number[], number[]] = [[], []]
  const slots: [number[], number[]] = [[], []]
  let before: number | null = null
  for (const [slot, arm] of turns.entries()) {
    const carried = before !== null && before !== arm && slow.has(before)
    before = arm
    if (arm !== 0 && arm !== 1) continue
    for (let request = 0; request < blockRequests; request++) {
      latencies[arm].push(40 * (carried && request < felt ? 1.1 : 1) * Math.exp(spread * normal()))
      slots[arm].push(slot)
    }
  }
  const [ours, theirs] = ([0, 1] as const).map((arm) => subjectOf(`arm ${arm}`, latencies[arm], slots[arm]))
  return { ours: ours as Subject, theirs: theirs as Subject }
}

function subjectOf(id: string, latencies: readonly number[], slots: readonly number[]): Subject {
  const zeros = new Float64Array(latencies.length)
  const columns = {
    intended: zeros,
    sent: zeros,
    first: zeros,
    firstVisible: zeros,
    end: Float64Array.from(latencies),
    inputTokens: zeros,
    outputTokens: zeros,
    cachedTokens: zeros,
    cacheWriteTokens: zeros,
    reasoningTokens: zeros,
    hiddenTokens: zeros,
    firstTokens: zeros,
    failed: zeros,
    slot: Float64Array.from(slots),
  }
  const requests = { attempted: latencies.length, succeeded: latencies.length, failed: 0, failures: {} }
  return {
    record: { ...record, id, requests },
    measured: { columns, gaps: new Float64Array(), concurrency: 1 },
    live: true,
    accepted: [],
  }
}

/** How often the one is called faster or slower than the other, without any band: the hardest case. */
function falseWords(
  world: World,
  turnsOf: (seed: number) => number[],
  trials: number,
): { faster: number; slower: number } {
  let [faster, slower] = [0, 0]
  for (let seed = 1; seed <= trials; seed++) {
    const { ours, theirs } = pairedBlocks(
      identicalArms(world, turnsOf(seed), seededNormal(seed + 5000)),
      'latency',
      'simulation',
    )
    // The interval of pairedRatio, without its p-value, which takes most of the time.
    const logs = ours.map((block, pair) => Math.log(medianOf(block) / medianOf(theirs[pair] as Float64Array)))
    const { low, high } = hodgesLehmann(Float64Array.from(logs), 0.9)
    if (high < 0) faster++
    if (low > 0) slower++
  }
  return { faster: faster / trials, slower: slower / trials }
}

const worlds: readonly (readonly [string, World])[] = [
  ['three arms, one slow, felt by 5 of 8 requests', { arms: 3, slow: new Set([2]), felt: 5, spread: 0.05 }],
  [
    'three arms, one slow, felt by 2 of 8 requests of a noisy machine',
    { arms: 3, slow: new Set([2]), felt: 2, spread: 0.2 },
  ],
  ['four arms, one slow, felt by the whole block', { arms: 4, slow: new Set([2]), felt: 8, spread: 0.05 }],
  [
    'four arms, two slow, felt by 5 of 8 requests of a noisy machine',
    { arms: 4, slow: new Set([2, 3]), felt: 5, spread: 0.2 },
  ],
]

describe('identical arms where a slow one slows whoever comes after it', () => {
  test.each(worlds)('%s: called faster, and called slower, at a rate of at most 0.055', (_, world) => {
    for (const blocks of [8, 25]) {
      const turns = (seed: number): number[] =>
        [...slotsOf(world.arms, plan, `seed ${seed}`)].slice(0, blocks * world.arms).map(({ member }) => member)
      const { faster, slower } = falseWords(world, turns, 2500)
      expect(faster).toBeLessThanOrEqual(0.055)
      expect(slower).toBeLessThanOrEqual(0.055)
    }
  })

  test('what the order is for: in a plain rotation one of them always comes after the slow one', () => {
    const world: World = { arms: 3, slow: new Set([2]), felt: 5, spread: 0.05 }
    const { slower } = falseWords(world, () => Array.from({ length: 75 }, (_, turn) => turn % 3), 50)
    expect(slower).toBe(1)
  })

  test('and a real difference is still found', () => {
    const world: World = { arms: 3, slow: new Set([2]), felt: 2, spread: 0.05 }
    let found = 0
    for (let seed = 1; seed <= 50; seed++) {
      const turns = [...slotsOf(3, plan, `seed ${seed}`)].slice(0, 75).map(({ member }) => member)
      const { ours, theirs } = identicalArms(world, turns, seededNormal(seed))
      const faster = {
        ...ours,
        measured: {
          ...ours.measured,
          columns: { ...ours.measured.columns, end: ours.measured.columns.end.map((end) => 0.85 * end) },
        },
      }
      if (judgeOutperforms(pairedBlocks({ ours: faster, theirs }, 'latency', 'simulation'), 0.05).word === 'faster')
        found++
    }
    expect(found).toBe(50)
  })
})
