import { now } from '../clock.ts'
import type { BlockLoad, BlockShare } from './block-load.ts'
import { sleepExactly, sleepUntil } from './sleep-until.ts'

/** A request, or a conversation, that is due. */
export interface Due {
  /** Number within the block, 0-based. */
  readonly unit: number
  /** Number within this process's share of it, 0-based. */
  readonly position: number
  /** Which of the streams in flight makes it. */
  readonly stream: number
  /** When the load wanted it: CLOCK_MONOTONIC milliseconds. */
  readonly intended: number
}

export interface LoadToDrive {
  readonly load: BlockLoad
  readonly share: BlockShare
  /** CLOCK_MONOTONIC milliseconds at which the block starts: the same in every process of a load. */
  readonly startAt: number
  /** No unit is started later than this after the last client's first send. */
  readonly budgetMs: number
}

/** How a block ended. */
export interface LoadEnd {
  /** `refused`: {@link Driving.mayStart} said no. */
  readonly by: 'requests' | 'budget' | 'refused' | 'aborted'
  /** Units of an open load that were due and never sent. */
  readonly unsent: number
}

export interface Driving {
  /** Makes one unit; resolves when it is over. It must not reject for what a request may meet. */
  readonly make: (due: Due) => Promise<void>
  /** Asked before each unit: false ends the block, and is the answer from then on. */
  readonly mayStart?: () => boolean
  readonly signal: AbortSignal
}

/**
 * Makes the units of a block when its load wants them. The process loops by itself, so that no
 * message sits between two requests, and every moment is absolute: what is late makes nothing else
 * late.
 */
export async function driveLoad(block: LoadToDrive, driving: Driving): Promise<LoadEnd> {
  return block.load.kind === 'closed'
    ? await driveClosed(block, block.load.firstSends, driving)
    : await driveOpen(block, block.load, driving)
}

async function driveClosed(
  { share, startAt, budgetMs }: LoadToDrive,
  firstSends: readonly number[],
  { make, mayStart = () => true, signal }: Driving,
): Promise<LoadEnd> {
  const deadline = startAt + (firstSends.at(-1) ?? 0) + budgetMs
  let started = 0
  let by: LoadEnd['by'] = 'requests'
  const client = async (stream: number): Promise<void> => {
    let intended = startAt + (firstSends[stream] as number)
    await sleepUntil(intended, signal)
    while (started < share.units && !signal.aborted) {
      if (now() >= deadline) {
        by = 'budget'
        return
      }
      if (!mayStart()) {
        by = 'refused'
        return
      }
      const position = started++
      await make({ unit: unitOf(share, position), position, stream, intended })
      // In a closed load a client wants its next request when its last is answered.
      intended = now()
    }
  }
  await Promise.all(firstSends.map(async (_, stream) => await client(stream)))
  return { by: signal.aborted ? 'aborted' : by, unsent: 0 }
}

async function driveOpen(
  { share, startAt, budgetMs }: LoadToDrive,
  { at, maxConcurrency }: Extract<BlockLoad, { kind: 'open' }>,
  { make, mayStart = () => true, signal }: Driving,
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

function unitOf({ offset, step }: BlockShare, position: number): number {
  return offset + position * step
}
