import { readdirSync, readFileSync } from 'node:fs'
import type { MemoryPeaks } from './memory-peaks.ts'

const everyMs = 100
const childrenEveryMs = 1000

/**
 * Highest resident memory of a process and its descendants together, read every 100 ms (Linux: /proc;
 * descendants are looked for every second). Pages that several of them map count several times. On
 * other systems every figure is null.
 */
export class TreeMemory {
  readonly #root: number
  readonly #timer: NodeJS.Timeout
  #members: readonly number[]
  #untilChildren = childrenEveryMs
  #peaks: MemoryPeaks = { rssBytes: null, anonBytes: null, fileBytes: null }

  constructor(root: number) {
    this.#root = root
    this.#members = descendants(root)
    this.#sample()
    this.#timer = setInterval(() => this.#tick(), everyMs)
    this.#timer.unref()
  }

  get peaks(): MemoryPeaks {
    this.#sample()
    return this.#peaks
  }

  /** Forgets the peaks so far: the next ones are of what comes now. */
  reset(): void {
    this.#peaks = { rssBytes: null, anonBytes: null, fileBytes: null }
    this.#sample()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tick(): void {
    this.#untilChildren -= everyMs
    if (this.#untilChildren <= 0) {
      this.#members = descendants(this.#root)
      this.#untilChildren = childrenEveryMs
    }
    this.#sample()
  }

  #sample(): void {
    const statuses = this.#members.map((pid) => read(`/proc/${pid}/status`)).filter((status) => status !== '')
    const peak = (before: number | null, field: string): number | null => {
      const found = statuses.map((status) => bytesOf(status, field)).filter((bytes) => bytes !== null)
      if (found.length === 0) return before
      return Math.max(
        before ?? 0,
        found.reduce((sum, bytes) => sum + bytes, 0),
      )
    }
    const { rssBytes, anonBytes, fileBytes } = this.#peaks
    this.#peaks = {
      rssBytes: peak(rssBytes, 'VmRSS'),
      anonBytes: peak(anonBytes, 'RssAnon'),
      fileBytes: peak(fileBytes, 'RssFile'),
    }
  }
}

/** A process and its descendants: the kernel lists children by the thread that started them. */
function descendants(root: number): number[] {
  const found = [root]
  for (const pid of found) {
    const children = threadsOf(pid).flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(' '))
    found.push(...children.filter((child) => child !== '').map(Number))
  }
  return found
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

function bytesOf(status: string, field: string): number | null {
  const found = new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status)
  return found === null ? null : Number(found[1]) * 1024
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
