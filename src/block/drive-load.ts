import { now } from '../clock.ts'
import type { BlockLoad } from './load.ts'
import type { BlockShare } from './share.ts'
import { sleepExactly, sleepUntil } from '../sleep-until.ts'

/** A request, or a conversation, that is due. */
export interface Due {
  /** Number within the block, 0-based. */
  readonly unit: number
  /** Number within this process's share of it, 0-based. */
  readonly position: number
  /** Number of the stream in flight that makes it, 0-based. */
  readonly stream: number
  /** Moment the load wanted it at: CLOCK_MONOTONIC milliseconds. */
  readonly intended: number
}

/** The share of a block that one process makes, and when. */
export interface LoadToDrive {
  readonly load: BlockLoad
  readonly share: BlockShare
  /** CLOCK_MONOTONIC milliseconds at which the block starts: the same in every process of a load. */
  readonly startAt: number
  /** Milliseconds after the last client's first send (of an open load, the start) in which units start. */
  readonly budgetMs: number
}

/** End of a block. */
export interface LoadEnd {
  /** Cause of the end; `refused` where {@link Driving.mayStart} said no. */
  readonly by: 'requests' | 'budget' | 'refused' | 'aborted'
  /** Number of units of an open load that were due and never sent. */
  readonly unsent: number
  /** Time of the clients and of their waits; absent where they were not to wait. */
  readonly waits?: ClientWaits
}

/** Time that clients had, and the part of it in which they waited because a refusal told them to. Milliseconds. */
export interface ClientWaits {
  readonly clientMs: number
  readonly waitedMs: number
}

/** Functions that make the units of a block, and the signal that aborts it. */
export interface Driving {
  /**
   * Makes one unit; resolves when it is over. It must not reject for the failure of a request: a rejection
   * ends the block.
   * @param ending aborted when nothing more is to be sent; requests in flight go on
   */
  readonly make: (due: Due, ending: AbortSignal) => Promise<void>
  /** Called with the position of a unit before it is due, to make long texts ahead. */
  readonly prepare?: (position: number) => void
  /** Asked before each unit: false ends the block, and is the answer from then on. */
  readonly mayStart?: () => boolean
  /** Moment from which on a client of a closed load may send; asked before each unit, where the load obeys it. */
  readonly freeAt?: (stream: number) => number
  readonly signal: AbortSignal
}

/**
 * Makes the units of a block when its load wants them. The process loops by itself, so that no
 * message sits between two requests, and every moment is absolute: a late unit makes no other late.
 * @throws the error of the first unit that rejected, when everything in flight is over
 */
export async function driveLoad({ load, ...block }: LoadToDrive, driving: Driving): Promise<LoadEnd> {
  const failed = new AbortController()
  const errors: unknown[] = []
  const signal = AbortSignal.any([driving.signal, failed.signal])
  const make = async (due: Due): Promise<void> => {
    try {
      await driving.make(due, signal)
    } catch (error) {
      errors.push(error)
      failed.abort()
    }
  }
  const guarded = { ...driving, make, signal }
  const end = load.kind === 'closed' ? await driveClosed(block, load, guarded) : await driveOpen(block, load, guarded)
  if (errors.length > 0) throw errors[0]
  return end
}

interface Guarded extends Omit<Driving, 'make'> {
  /** Makes one unit; never rejects. */
  readonly make: (due: Due) => Promise<void>
}

/** Milliseconds before a client's first request is due at which its text is made. */
const preparingMs = 30

async function driveClosed(
  { share, startAt, budgetMs }: Omit<LoadToDrive, 'load'>,
  { firstSends, obeyRetryAfter }: Extract<BlockLoad, { kind: 'closed' }>,
  { make, prepare, mayStart = () => true, freeAt, signal }: Guarded,
): Promise<LoadEnd> {
  const deadline = startAt + (firstSends.at(-1) ?? 0) + budgetMs
  let started = 0
  let by: LoadEnd['by'] = 'requests'
  const waits = { clientMs: 0, waitedMs: 0 }
  const over = new AbortController()
  const waiting = AbortSignal.any([signal, over.signal])
  /** True where the client had to wait. */
  const wait = async (until: number): Promise<boolean> => {
    const from = now()
    if (until <= from) return false
    await sleepUntil(Math.min(until, deadline), waiting)
    waits.waitedMs += now() - from
    return true
  }
  const client = async (stream: number): Promise<void> => {
    const firstSend = startAt + (firstSends[stream] as number)
    let intended: number | null = firstSend
    await sleepUntil(prepare === undefined ? firstSend : firstSend - preparingMs, signal)
    while (started < share.units && !signal.aborted) {
      if (obeyRetryAfter === true && (await wait(freeAt?.(stream) ?? 0))) {
        intended = null
        if (started >= share.units || signal.aborted) return
      }
      if (now() >= deadline) {
        by = 'budget'
        return
      }
      if (!mayStart()) {
        by = 'refused'
        return
      }
      const position = started++
      // Nobody waits for a request that others have made.
      if (started >= share.units) over.abort()
      // Between two requests of this client, where it counts in neither.
      prepare?.(position)
      await sleepUntil(firstSend, signal)
      if (signal.aborted) return
      // In a closed load a client wants its next request when its last is answered.
      intended ??= now()
      await make({ unit: unitOf(share, position), position, stream, intended })
      intended = null
    }
  }
  const timed = async (stream: number): Promise<void> => {
    await client(stream)
    waits.clientMs += Math.max(0, now() - startAt - (firstSends[stream] as number))
  }
  await Promise.all(firstSends.map(async (_, stream) => await timed(stream)))
  const end: LoadEnd = { by: signal.aborted ? 'aborted' : by, unsent: 0 }
  return obeyRetryAfter === true ? { ...end, waits } : end
}

async function driveOpen(
  { share, startAt, budgetMs }: Omit<LoadToDrive, 'load'>,
  { at, maxConcurrency }: Extract<BlockLoad, { kind: 'open' }>,
  { make, prepare, mayStart = () => true, signal }: Guarded,
): Promise<LoadEnd> {
  const most = maxConcurrency ?? Number.POSITIVE_INFINITY
  const deadline = startAt + budgetMs
  const free: number[] = []
  const waiting: { position: number; intended: number }[] = []
  let streams = 0
  let sent = 0
  let idle: (() => void) | null = null
  // An object: it changes while this function waits, and locals would be narrowed.
  const state: { by: LoadEnd['by']; stoppedAt: number; inFlight: number } = {
    by: 'requests',
    stoppedAt: Number.POSITIVE_INFINITY,
    inFlight: 0,
  }

  const stop = (by: LoadEnd['by']): void => {
    state.by = by
    state.stoppedAt = now()
    waiting.length = 0
  }
  const start = (position: number, intended: number): void => {
    if (signal.aborted || state.by !== 'requests') return
    if (now() >= deadline) return stop('budget')
    if (state.inFlight >= most) {
      waiting.push({ position, intended })
      return
    }
    if (!mayStart()) return stop('refused')
    const stream = free.pop() ?? streams++
    state.inFlight++
    sent++
    void make({ unit: unitOf(share, position), position, stream, intended }).finally(() => {
      state.inFlight--
      free.push(stream)
      const next = waiting.shift()
      if (next !== undefined) start(next.position, next.intended)
      if (state.inFlight === 0) idle?.()
    })
  }

  let due = 0
  for (; due < share.units && due < at.length; due++) {
    const intended = startAt + (at[due] as number)
    // A unit that has to wait is late anyway, and the texts of all that wait would fill the memory.
    if (state.inFlight < most) prepare?.(due)
    if (intended > now()) await sleepExactly(Math.min(intended, deadline), signal)
    start(due, intended)
    if (signal.aborted || state.by !== 'requests') break
  }
  while (state.inFlight > 0) {
    await new Promise<void>((resolve) => {
      idle = resolve
    })
  }
  const dueBy = signal.aborted ? Math.min(now(), state.stoppedAt) : state.stoppedAt
  const wanted = at.subarray(0, share.units).findLastIndex((offset) => startAt + offset <= dueBy) + 1
  return { by: signal.aborted ? 'aborted' : state.by, unsent: Math.max(0, wanted - sent) }
}

/** Number within the block of the unit that has this number within a process's share. */
export function unitOf({ offset, step }: BlockShare, position: number): number {
  return offset + position * step
}
