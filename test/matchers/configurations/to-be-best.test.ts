import { expect, test } from 'vitest'
import { matchers } from '../../../src/matchers/index.ts'
import type { EnergyRecord } from '../../../src/record/energy.ts'
import type { LaunchRecord } from '../../../src/record/run.ts'
import type { MissingCellRecord } from '../../../src/record/sweep.ts'
import { siblingsTag, type TaggedCell } from '../../../src/runs/cells/siblings.ts'
import { failureOf, refusalOf } from '../support/failure.ts'
import { constructedRun } from '../support/run-builder.ts'

expect.extend(matchers)

interface Cell {
  /** Median time a token of each launch. */
  readonly tpot: readonly number[]
  readonly joules?: readonly (number | null)[]
  readonly scope?: EnergyRecord['scope']
}

/** Requests of each launch: with a p95 below 50 ms a token that a claim can pass. */
const each = 40

function sweepOf(cells: Readonly<Record<string, Cell>>, missing: readonly MissingCellRecord[] = []): TaggedCell[] {
  const sweep = { cells: [] as TaggedCell[], missing }
  for (const [name, { tpot, joules, scope = 'system' }] of Object.entries(cells)) {
    const launches = tpot.map((p50, slot): LaunchRecord => ({
      kind: 'launch',
      slot,
      startedAt: '',
      startupMs: 1,
      loadTimeMs: 1,
      requests: each,
      figures: { tpot: { p50, mean: p50 } },
      tokensPerSecond: 1000 / p50,
      joulesPerRequest: null,
      joulesPerOutputToken: joules?.[slot] ?? null,
    }))
    const energy = joules === undefined ? null : ({ ...energyOf, scope } as unknown as EnergyRecord)
    const rows = tpot.flatMap((ms, slot) =>
      Array.from({ length: each }, () => ({ latency: 10 + 9 * ms, ttft: 10, outputTokens: 10, slot })),
    )
    const run = constructedRun(rows, { record: { id: name, name: `tiny: ${name}`, launches, energy } })
    sweep.cells.push({ name, run, [siblingsTag]: sweep })
  }
  return sweep.cells
}

const energyOf = { meter: 'rapl', provenance: 'measured', rails: ['package-0'], refusal: null, grossJoules: 1 } as const

const [q4, q8, f16] = [
  { tpot: [10, 10.1, 9.9], joules: [1, 1.02, 0.99] },
  { tpot: [15, 15.2, 14.9], joules: [0.5, 0.51, 0.49] },
  { tpot: [30, 30.4, 29.7], joules: [2, 2.02, 1.97] },
]

test('the best passes, another one fails, and negated it is the other way round', () => {
  const [best, second] = sweepOf({ q4, q8, f16 })
  expect(best).toBeBest()
  expect(second).not.toBeBest()
  expect(second).toBeBest({ of: 'joulesPerToken' })
  expect(failureOf(() => expect(second).toBeBest())).toBe(
    [
      'expected median tpot of "q8" the lowest of 3 configurations, observed 1.50 times that of "q4" ' +
        '(n = 120 over 3 launches, 90 % interval 1.48 to 1.53): fail',
      'a launch is the unit; to pass it must beat each of 2 others at 95 %, to fail lose to one at 97.5 %: ' +
        'either verdict is wrong in at most 5 %',
      'run "tiny: q8" of constructed-135m',
    ].join('\n'),
  )
})

test('a condition leaves out those that surely miss it', () => {
  const [best, second] = sweepOf({ q4, q8, f16 })
  // Of those below 12 ms a token only q4 is left, though q8 takes less energy.
  expect(best).toBeBest({ of: 'joulesPerToken', where: { tpot: { p95: 12 } } })
  expect(second).not.toBeBest({ of: 'joulesPerToken', where: { tpot: { p95: 12 } } })
  expect(second).toBeBest({ of: 'joulesPerToken', where: { tpot: { p95: 50 } } })
  expect(failureOf(() => expect(best).toBeBest({ of: 'joulesPerToken', where: { tpot: { p95: 50 } } }))).toMatch(
    /^expected energy of an output token of "q4" the lowest of 3 configurations where p95 of tpot below 50.0 ms, observed 2.01 times that of "q8"/,
  )
})

test('what cannot be told apart is inconclusive, with the rounds that would tell; a share may be allowed', () => {
  const near = { tpot: [10.2, 9.7, 10.4] }
  const [best] = sweepOf({ q4, near })
  const message = failureOf(() => expect(best).not.toBeBest())
  expect(message).toMatch(/: inconclusive\n/)
  expect(message).toMatch(/about \d+ launches would if what was seen holds \(option \{ rounds: \d+ \}\)/)
  expect(best).toBeBest({ within: 0.2 })
})

test('whether others meet the condition may be open, and who that is is said', () => {
  const [, second] = sweepOf({ q4, q8 })
  expect(failureOf(() => expect(second).toBeBest({ where: { tpot: { p99: 20 } } }))).toMatch(
    /inconclusive: whether "q8", "q4" meet the condition is open: measure more requests/,
  )
})

test('energy that is missing, refused or seen otherwise leaves it inconclusive with the reason', () => {
  const why = (cells: Readonly<Record<string, Cell>>): string => {
    const [first] = sweepOf(cells)
    return failureOf(() => expect(first).toBeBest({ of: 'joulesPerToken' }))
  }
  const unmeasured = { tpot: f16.tpot }
  expect(why({ q8, unmeasured })).toMatch(
    /inconclusive: in "unmeasured" no energy was measured: give configurations the option energy/,
  )
  expect(why({ q8, f16: { ...f16, joules: [2, null, 2] } })).toMatch(
    /the meter could not tell the energy of each launch/,
  )
  expect(why({ q8, q4: { ...q8, joules: [0.4, 0.41, 0.39], scope: 'gpu' } })).toMatch(
    /inconclusive: energy was not seen in the same way: measured by rapl, scope system \(package-0\); measured by rapl, scope gpu/,
  )
})

test('one that failed or is unsupported is named, one that was skipped leaves the claim open', () => {
  const known = { axes: [], reason: 'the budget was over' }
  const [best] = sweepOf({ q4, broken: { tpot: [1, 1, 1] } }, [
    { ...known, name: 'broken', state: 'failed' },
    { ...known, name: 'gpu', state: 'unsupported' },
  ])
  expect(best).toBeBest()
  expect(failureOf(() => expect(best).not.toBeBest())).toContain('"broken" is failed\n"gpu" is unsupported')
  const [open] = sweepOf({ q4, q8 }, [{ ...known, name: 'f16', state: 'skipped' }])
  expect(failureOf(() => expect(open).not.toBeBest())).toMatch(/inconclusive: in "f16" the budget was over/)
})

test('memory is a fact, higher speeds are better', () => {
  const [best] = sweepOf({ q4, q8 })
  expect(best).toBeBest({ of: 'tokensPerSecond' })
  const cells = sweepOf({ q4, q8 })
  for (const [index, { run }] of cells.entries())
    Object.assign((run as ReturnType<typeof constructedRun>).record, { memory: { peakRssBytes: 100 * (index + 1) } })
  expect(cells[0]).toBeBest({ of: 'memory' })
})

test('what is no configuration, and options that cannot be meant, are refused', () => {
  expect(refusalOf(() => expect(constructedRun([1])).toBeBest()).message).toMatch(
    /received no configuration of a sweep/,
  )
  const [best] = sweepOf({ q4, q8 })
  expect(refusalOf(() => expect(best).toBeBest({ of: 'speed' as never })).message).toMatch(/toBeBest\(\{ of \}\)/)
  expect(refusalOf(() => expect(best).toBeBest({ where: { tpot: { p95: -1 } } })).message).toMatch(/where: \{ tpot/)
  expect(refusalOf(() => expect(best).toBeBest({ within: 1 })).message).toMatch(/toBeBest\(\{ within \}\)/)
})
