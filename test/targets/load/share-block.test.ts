import { expect, test } from 'vitest'
import type { BlockLoad } from '../../../src/block/load.ts'
import { shareBlock } from '../../../src/targets/load/share-block.ts'

function closed(clients: number): BlockLoad {
  return { kind: 'closed', firstSends: Array.from({ length: clients }, (_, client) => client * 10) }
}

function open(count: number, maxConcurrency: number | null = null): BlockLoad {
  const numbers = Array.from({ length: count }, (_, index) => index)
  return {
    kind: 'open',
    at: Float64Array.from(numbers, (index) => index * 5),
    maxConcurrency,
    inputTokens: Int32Array.from(numbers, (index) => 100 + index),
    outputTokens: Int32Array.from(numbers, (index) => 200 + index),
  }
}

function numbersOf(shares: ReturnType<typeof shareBlock>): number[] {
  return shares
    .flatMap(({ share: { units, offset, step } }) =>
      Array.from({ length: units }, (_, position) => offset + position * step),
    )
    .toSorted((one, other) => one - other)
}

function limitsOf(shares: ReturnType<typeof shareBlock>): number {
  return shares.reduce((sum, { load }) => sum + (load.kind === 'open' ? (load.maxConcurrency ?? 0) : 0), 0)
}

test.for([
  [1, 1, 1],
  [10, 50, 3],
  [10, 7, 4],
  [2, 9, 5],
  [5, 3, 5],
  [50, 1000, 8],
] as const)(
  '%i clients with %i requests in %i processes are together exactly the one load',
  ([clients, units, hosts]) => {
    const shares = shareBlock(closed(clients), units, hosts)
    expect(numbersOf(shares)).toEqual(Array.from({ length: units }, (_, index) => index))
    const sends = shares.flatMap(({ load }) => (load.kind === 'closed' ? load.firstSends : []))
    expect(sends.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: clients }, (_, client) => client * 10),
    )
    // No process without a client.
    expect(shares.every(({ load }) => load.kind === 'closed' && load.firstSends.length > 0)).toBe(true)
  },
)

test('each client has as many requests, wherever it is', () => {
  const shares = shareBlock(closed(3), 60, 2)
  expect(shares.map(({ load, share }) => [load.kind === 'closed' ? load.firstSends.length : 0, share.units])).toEqual([
    [2, 40],
    [1, 20],
  ])
})

test('where only time ends a load every request has a number of its own, small enough to be exact', () => {
  const shares = shareBlock(closed(5), Number.MAX_SAFE_INTEGER, 2)
  const first = shares.flatMap(({ share: { offset, step } }) => [offset, offset + step, offset + 2 * step])
  expect(new Set(first).size).toBe(6)
  expect(Math.max(...first)).toBeLessThan(10)
})

test('streams of several processes are numbered without a gap', () => {
  const shares = shareBlock(closed(5), 20, 2)
  const streams = shares.flatMap(({ load, share }) =>
    load.kind === 'closed' ? load.firstSends.map((_, stream) => share.streamOffset + stream * share.streamStep) : [],
  )
  expect(streams.toSorted((one, other) => one - other)).toEqual([0, 1, 2, 3, 4])
})

test.for([
  [1, 1],
  [100, 3],
  [2, 5],
  [7, 7],
] as const)('%i arrivals in %i processes keep their moments, numbers and lengths', ([units, hosts]) => {
  const shares = shareBlock(open(units), units, hosts)
  expect(shares.length).toBe(Math.min(units, hosts))
  expect(numbersOf(shares)).toEqual(Array.from({ length: units }, (_, index) => index))
  for (const { load, share } of shares) {
    if (load.kind !== 'open') throw new Error('an open load was shared')
    expect(load.at).toHaveLength(share.units)
    for (let position = 0; position < share.units; position++) {
      const number = share.offset + position * share.step
      expect(load.at[position]).toBe(number * 5)
      expect(load.inputTokens?.[position]).toBe(100 + number)
      expect(load.outputTokens?.[position]).toBe(200 + number)
    }
  }
})

test.for([
  [10, 3],
  [9, 4],
  [3, 3],
  // Fewer places than processes: one process each, or there would be more in flight than asked.
  [1, 3],
  [2, 8],
] as const)('%i in flight at most are shared by %i processes, and never more', ([most, hosts]) => {
  const shares = shareBlock(open(100, most), 100, hosts)
  expect(limitsOf(shares)).toBe(most)
  expect(shares.every(({ load }) => load.kind === 'open' && (load.maxConcurrency ?? 0) >= 1)).toBe(true)
  expect(numbersOf(shares)).toHaveLength(100)
})

test('without a limit no process has one', () => {
  for (const { load } of shareBlock(open(10), 10, 2)) expect(load).toMatchObject({ maxConcurrency: null })
})

test('a schedule without a single arrival is a block all the same', () => {
  expect(shareBlock(open(0), 0, 3)).toMatchObject([{ share: { units: 0, offset: 0, step: 1 } }])
})
