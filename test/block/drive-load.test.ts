import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { now } from '../../src/clock.ts'
import type { BlockLoad } from '../../src/block/load.ts'
import { type BlockShare, wholeBlock } from '../../src/block/share.ts'
import { type Driving, driveLoad, type Due, type LoadEnd } from '../../src/block/drive-load.ts'

interface Driven {
  readonly end: LoadEnd
  readonly made: readonly Due[]
  /** When each of them was started. */
  readonly startedAt: readonly number[]
  readonly mostInFlight: number
  readonly startAt: number
}

interface Plan {
  readonly load: BlockLoad
  readonly share: BlockShare
  readonly budgetMs?: number
  readonly startInMs?: number
  /** Milliseconds each unit takes. */
  readonly takesMs?: number
  readonly driving?: Partial<Driving>
}

async function drive({
  load,
  share,
  budgetMs = 60_000,
  startInMs = 0,
  takesMs = 1,
  driving = {},
}: Plan): Promise<Driven> {
  const made: Due[] = []
  const startedAt: number[] = []
  let inFlight = 0
  let mostInFlight = 0
  const startAt = now() + startInMs
  const end = await driveLoad(
    { load, share, budgetMs, startAt },
    {
      signal: new AbortController().signal,
      make: async (due) => {
        made.push(due)
        startedAt.push(now())
        mostInFlight = Math.max(mostInFlight, ++inFlight)
        await pause(takesMs)
        inFlight--
      },
      ...driving,
    },
  )
  expect(inFlight).toBe(0)
  return { end, made, startedAt, mostInFlight, startAt }
}

function closed(firstSends: readonly number[]): BlockLoad {
  return { kind: 'closed', firstSends }
}

function open(at: readonly number[], maxConcurrency: number | null = null): BlockLoad {
  return { kind: 'open', at: Float64Array.from(at), maxConcurrency, inputTokens: null, outputTokens: null }
}

function unitsOf(made: readonly Due[]): number[] {
  return made.map(({ unit }) => unit)
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

test('a closed load makes each unit once, with as many in flight as it has clients', async () => {
  const { end, made, mostInFlight } = await drive({ load: closed([0, 0, 0, 0, 0]), share: wholeBlock(40), takesMs: 3 })
  expect(end).toEqual({ by: 'requests', unsent: 0 })
  expect(unitsOf(made)).toEqual(upTo(40))
  expect(mostInFlight).toBe(5)
  expect(new Set(made.map(({ stream }) => stream))).toEqual(new Set(upTo(5)))
})

test('a client starts no earlier than its first send, and is wanted from its last answer on', async () => {
  const sends = [0, 20, 40]
  const { made, startedAt, startAt } = await drive({
    load: closed(sends),
    share: wholeBlock(60),
    startInMs: 30,
    takesMs: 5,
  })
  for (const [client, at] of sends.entries()) {
    const own = made.flatMap((due, index) =>
      due.stream === client ? [{ due, started: startedAt[index] as number }] : [],
    )
    expect(own[0]?.due.intended).toBe(startAt + at)
    expect(own[0]?.started).toBeGreaterThanOrEqual(startAt + at)
    for (const [index, { due }] of own.entries()) {
      if (index > 0) expect(due.intended).toBeGreaterThanOrEqual((own[index - 1] as { started: number }).started + 4)
    }
  }
})

test('one of several processes makes the units of its share, numbered as in the whole', async () => {
  const share = { units: 5, offset: 1, step: 3, streamOffset: 1, streamStep: 3 }
  expect(unitsOf((await drive({ load: closed([0, 0]), share })).made)).toEqual([1, 4, 7, 10, 13])
  const { made } = await drive({ load: open([0, 1, 2, 3, 4]), share })
  expect(unitsOf(made)).toEqual([1, 4, 7, 10, 13])
  expect(made.map(({ position }) => position)).toEqual(upTo(5))
})

test('more clients than units leave the rest without work', async () => {
  expect((await drive({ load: closed([0, 0, 0, 0]), share: wholeBlock(2) })).made).toHaveLength(2)
  expect((await drive({ load: closed([0, 0]), share: wholeBlock(0) })).end).toEqual({ by: 'requests', unsent: 0 })
})

test('a budget ends a closed load; what is in flight is waited for', async () => {
  const { end, made } = await drive({ load: closed([0, 0]), share: wholeBlock(1_000_000), budgetMs: 50, takesMs: 10 })
  expect(end.by).toBe('budget')
  expect(made.length).toBeGreaterThanOrEqual(2)
  expect(made.length).toBeLessThanOrEqual(12)
})

test('an open load starts each unit at its moment, whatever became of the others', async () => {
  const at = upTo(20).map((index) => index * 4)
  const { end, made, startedAt, startAt, mostInFlight } = await drive({
    load: open(at),
    share: wholeBlock(20),
    takesMs: 200,
  })
  expect(end).toEqual({ by: 'requests', unsent: 0 })
  expect(unitsOf(made)).toEqual(upTo(20))
  for (const [index, due] of made.entries()) {
    expect(due.intended).toBe(startAt + (at[index] as number))
    expect(startedAt[index]).toBeGreaterThanOrEqual(due.intended)
  }
  // None waited for another: all of them overlap.
  expect(mostInFlight).toBe(20)
})

test('a unit that comes late keeps the moment it was wanted at, and so do those behind it', async () => {
  const at = upTo(10).map((index) => index * 2)
  const { made, startedAt, startAt, mostInFlight } = await drive({
    load: open(at, 2),
    share: wholeBlock(10),
    takesMs: 15,
  })
  expect(mostInFlight).toBe(2)
  expect(unitsOf(made)).toEqual(upTo(10))
  expect(made.map(({ intended }) => intended)).toEqual(at.map((moment) => startAt + moment))
  // Five pairs of 15 ms: the last one waited for four of them.
  expect((startedAt[9] as number) - (made[9] as Due).intended).toBeGreaterThan(30)
})

test('streams of an open load are those in flight, and are used again', async () => {
  const { made, mostInFlight } = await drive({
    load: open(upTo(30).map((index) => index * 2)),
    share: wholeBlock(30),
    takesMs: 3,
  })
  expect(Math.max(...made.map(({ stream }) => stream))).toBeLessThan(mostInFlight)
})

test('a burst is started at once', async () => {
  const { mostInFlight, made } = await drive({
    load: open(Array.from({ length: 200 }, () => 0)),
    share: wholeBlock(200),
    takesMs: 20,
  })
  expect(mostInFlight).toBe(200)
  expect(new Set(made.map(({ stream }) => stream)).size).toBe(200)
})

test('a budget ends an open load; what was due and never sent is counted, what was yet to come is not', async () => {
  const waiting = await drive({ load: open(upTo(20), 1), share: wholeBlock(20), budgetMs: 60, takesMs: 25 })
  expect(waiting.end.by).toBe('budget')
  expect(waiting.end.unsent).toBe(20 - waiting.made.length)
  expect(waiting.made.length).toBeGreaterThan(0)
  const later = await drive({ load: open([0, 1, 10_000, 20_000]), share: wholeBlock(4), budgetMs: 30 })
  expect(later.end).toEqual({ by: 'budget', unsent: 0 })
})

test.for(['closed', 'open'] as const)('a unit that may not start ends a %s load', async (kind) => {
  let asked = 0
  const load = kind === 'closed' ? closed([0, 0, 0]) : open(upTo(30))
  const { end, made } = await drive({ load, share: wholeBlock(30), driving: { mayStart: () => ++asked <= 7 } })
  expect(end.by).toBe('refused')
  // The one that was refused had been due, and perhaps some that were late.
  if (kind === 'open') expect(end.unsent).toBeGreaterThanOrEqual(1)
  expect(end.unsent).toBeLessThanOrEqual(kind === 'open' ? 23 : 0)
  expect(made).toHaveLength(7)
})

test.for(['closed', 'open'] as const)(
  'an abort ends a %s load, also one that is waiting for its moment',
  async (kind) => {
    const controller = new AbortController()
    const { signal } = controller
    const moments = [0, 1, 3_600_000, 3_600_001]
    setTimeout(() => controller.abort(), 30)
    const { end, made } = await drive({
      load: kind === 'closed' ? closed(moments) : open(moments, 1),
      share: wholeBlock(1_000_000),
      budgetMs: 7_200_000,
      driving: { signal },
    })
    expect(end.by).toBe('aborted')
    expect(made.every(({ intended }) => intended < now())).toBe(true)
    const before = await drive({ load: closed([0]), share: wholeBlock(3), driving: { signal } })
    expect(before).toMatchObject({ end: { by: 'aborted' }, made: [] })
  },
)

test('processes that are told the same start begin together', async () => {
  const startInMs = 60
  const [one, other] = await Promise.all([
    drive({ load: closed([0]), share: { units: 1, offset: 0, step: 2, streamOffset: 0, streamStep: 2 }, startInMs }),
    drive({ load: open([0]), share: { units: 1, offset: 1, step: 2, streamOffset: 1, streamStep: 2 }, startInMs }),
  ])
  for (const { startedAt, startAt } of [one, other]) expect(startedAt[0]).toBeGreaterThanOrEqual(startAt)
})

test.for(['closed', 'open'] as const)(
  'when a unit of a %s load rejects nothing more is started, and what is in flight is waited for',
  async (kind) => {
    const load = kind === 'closed' ? closed([0, 0, 0, 0, 3_600_000]) : open([...upTo(30), 3_600_000])
    const running = new Set<number>()
    let ended = 0
    let started = 0
    let endings = 0
    let over = false
    const driving = driveLoad(
      { load, share: wholeBlock(1000), budgetMs: 7_200_000, startAt: now() },
      {
        signal: new AbortController().signal,
        make: async ({ unit }, ending) => {
          expect(over).toBe(false)
          started++
          running.add(unit)
          ending.addEventListener('abort', () => endings++)
          await pause(unit === 6 ? 1 : 20)
          running.delete(unit)
          ended++
          if (unit >= 6) throw new Error(`unit ${unit}`)
        },
      },
    )
    await expect(driving).rejects.toThrow('unit 6')
    over = true
    expect(running).toEqual(new Set())
    expect(ended).toBe(started)
    expect(endings).toBeGreaterThan(0)
    // As many as were in flight, and no more for those that ended.
    expect(started).toBeLessThanOrEqual(kind === 'closed' ? 8 : 31)
    await pause(30)
    expect(ended).toBe(started)
  },
)

test.for(['closed', 'open'] as const)(
  'what a unit of a %s load needs is made before it is due, once and in order',
  async (kind) => {
    const preparedAt: number[] = []
    const order: number[] = []
    const { made, startedAt } = await drive({
      load: kind === 'closed' ? closed([200, 250]) : open([0, 200, 400]),
      share: wholeBlock(12),
      takesMs: 2,
      driving: {
        prepare: (position) => {
          order.push(position)
          preparedAt.push(now())
        },
      },
    })
    expect(order).toEqual(upTo(order.length))
    expect(order).toHaveLength(made.length)
    for (const [place, { position, intended }] of made.entries()) {
      if (kind === 'closed' || position > 0) expect(preparedAt[position]).toBeLessThanOrEqual(intended)
      expect(startedAt[place]).toBeGreaterThanOrEqual(intended)
    }
  },
)

test('what waits for a place in flight is not made ahead', async () => {
  const prepared: number[] = []
  const { made } = await drive({
    load: open(
      upTo(40).map((index) => index / 10),
      2,
    ),
    share: wholeBlock(40),
    takesMs: 5,
    driving: { prepare: (position) => void prepared.push(position) },
  })
  expect(made).toHaveLength(40)
  expect(prepared.length).toBeLessThan(20)
})

test('a client that was told to wait does, the others go on, and its time is counted', async () => {
  const until = new Map<number, number>()
  const { end, made, startedAt } = await drive({
    load: { kind: 'closed', firstSends: [0, 0], obeyRetryAfter: true },
    share: wholeBlock(30),
    takesMs: 10,
    driving: {
      freeAt: (stream) => until.get(stream) ?? 0,
      prepare: (position) => {
        if (position === 2) until.set(0, now() + 80)
      },
    },
  })
  expect(unitsOf(made)).toEqual(upTo(30))
  const own = made.flatMap(({ stream, intended }, place) =>
    stream === 0 ? [{ at: startedAt[place] ?? 0, intended }] : [],
  )
  const longest = Math.max(...own.slice(1).map(({ at }, place) => at - (own[place]?.at ?? 0)))
  expect(longest).toBeGreaterThan(75)
  // The wait was asked for: it is no lateness of the request after it.
  for (const { at, intended } of own) expect(at - intended).toBeLessThan(40)
  expect(end.waits?.waitedMs).toBeGreaterThan(50)
  expect(end.waits?.clientMs).toBeGreaterThan(2 * 75)
})

test('a wait ends with the budget, with the last unit, and with an abort', async () => {
  const told = { freeAt: (): number => Number.MAX_SAFE_INTEGER }
  const load = { kind: 'closed', firstSends: [0], obeyRetryAfter: true } as const
  const cut = await drive({ load, share: wholeBlock(5), budgetMs: 60, driving: told })
  expect(cut.end).toMatchObject({ by: 'budget', waits: { waitedMs: expect.any(Number) } })
  expect(cut.made).toEqual([])
  expect(cut.end.waits?.waitedMs).toBeGreaterThan(50)
  const one = await drive({
    load: { ...load, firstSends: [0, 0] },
    share: wholeBlock(5),
    driving: { freeAt: (stream) => (stream === 0 ? Number.MAX_SAFE_INTEGER : 0) },
  })
  expect(one.end.by).toBe('requests')
  expect(one.made.every(({ stream }) => stream === 1)).toBe(true)
  const aborted = await drive({
    load,
    share: wholeBlock(5),
    driving: { ...told, signal: AbortSignal.timeout(30) },
  })
  expect(aborted.end.by).toBe('aborted')
})

test('a load that does not obey asks nobody, and has no waits', async () => {
  const { end } = await drive({
    load: closed([0]),
    share: wholeBlock(3),
    driving: { freeAt: () => Number.MAX_SAFE_INTEGER },
  })
  expect(end).toEqual({ by: 'requests', unsent: 0 })
})
