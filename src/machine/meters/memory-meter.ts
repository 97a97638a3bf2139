import { now } from '../../clock.ts'
import { withDescendants } from '../processes/descendants.ts'
import { procText } from '../processes/proc.ts'
import type { MemoryPeaks } from './memory-peaks.ts'
import type { Meter, Running } from './meter.ts'

const everyMs = 100
const descendantsEveryMs = 1000
const nothing: MemoryPeaks = { rssBytes: null, anonBytes: null, fileBytes: null }

/** A meter of memory, which can be read while it runs. */
export interface MemoryMeter extends Meter<MemoryPeaks> {
  start(): MemoryWatch
}

/** Meter of a process's resident memory, read from outside it (Linux: /proc; elsewhere every figure is null). */
export function memoryOf(pid: number): MemoryMeter {
  return { start: () => new MemoryWatch(() => [pid]) }
}

/**
 * As {@link memoryOf}, of a process and its descendants together, who are looked for every second. Pages
 * that several of them map count several times.
 */
export function memoryOfTree(root: number): MemoryMeter {
  return { start: () => new MemoryWatch(treeOf(root, () => true)) }
}

/**
 * As {@link memoryOfTree}, of those alone that were started with these arguments, one after the other: a server's
 * process for one model.
 */
export function memoryOfStarted(root: number, args: readonly string[]): MemoryMeter {
  const sought = Buffer.from(`\0${args.join('\0')}\0`).toString('latin1')
  return { start: () => new MemoryWatch(treeOf(root, (pid) => procText(`${pid}/cmdline`).includes(sought))) }
}

/** A watch of the memory of processes, which is read every 100 ms. */
export class MemoryWatch implements Running<MemoryPeaks> {
  readonly #members: () => readonly number[]
  readonly #timer: NodeJS.Timeout
  #peaks: MemoryPeaks = nothing

  constructor(members: () => readonly number[]) {
    this.#members = members
    this.#look()
    this.#timer = setInterval(() => this.#look(), everyMs).unref()
  }

  /** The peaks so far. */
  get peaks(): MemoryPeaks {
    this.#look()
    return this.#peaks
  }

  /** Forgets the peaks so far: the next ones are of the time from now on. */
  forget(): void {
    this.#peaks = nothing
    this.#look()
  }

  stop(): MemoryPeaks {
    clearInterval(this.#timer)
    return this.peaks
  }

  #look(): void {
    const statuses = this.#members().map((pid) => procText(`${pid}/status`))
    const { rssBytes, anonBytes, fileBytes } = this.#peaks
    this.#peaks = {
      rssBytes: higher(rssBytes, statuses, 'VmRSS'),
      anonBytes: higher(anonBytes, statuses, 'RssAnon'),
      fileBytes: higher(fileBytes, statuses, 'RssFile'),
    }
  }
}

function treeOf(root: number, isMember: (pid: number) => boolean): () => readonly number[] {
  let lookedAt = now()
  let members = withDescendants(root).filter(isMember)
  return () => {
    // One that is waited for may be gone again before the next look.
    const isGone = members.every((pid) => procText(`${pid}/cmdline`) === '')
    if (isGone || now() - lookedAt >= descendantsEveryMs) {
      lookedAt = now()
      members = withDescendants(root).filter(isMember)
    }
    return members
  }
}

function higher(before: number | null, statuses: readonly string[], field: string): number | null {
  const found = statuses.flatMap((status) => bytesIn(status, field))
  if (found.length === 0) return before
  const together = found.reduce((sum, bytes) => sum + bytes, 0)
  return Math.max(before ?? 0, together)
}

function bytesIn(status: string, field: string): number[] {
  const kilobytes = new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1]
  return kilobytes === undefined ? [] : [Number(kilobytes) * 1024]
}
