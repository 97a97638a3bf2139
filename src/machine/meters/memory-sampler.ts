import { readFileSync } from 'node:fs'
import type { MemoryPeaks } from './memory-peaks.ts'

const everyMs = 100

/**
 * Highest resident memory of a process, read from outside it every 100 ms (Linux: /proc). On other
 * systems every figure is null.
 */
export class MemorySampler {
  readonly #pid: number
  readonly #timer: NodeJS.Timeout
  #rss: number | null = null
  #anon: number | null = null
  #file: number | null = null

  constructor(pid: number) {
    this.#pid = pid
    this.#sample()
    this.#timer = setInterval(() => this.#sample(), everyMs)
    this.#timer.unref()
  }

  get peaks(): MemoryPeaks {
    this.#sample()
    return { rssBytes: this.#rss, anonBytes: this.#anon, fileBytes: this.#file }
  }

  /** Forgets the peaks so far: the next ones are of what comes now. */
  reset(): void {
    this.#rss = null
    this.#anon = null
    this.#file = null
    this.#sample()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #sample(): void {
    let status: string
    try {
      status = readFileSync(`/proc/${this.#pid}/status`, 'utf8')
    } catch {
      return
    }
    this.#rss = higher(this.#rss, kilobytes(status, 'VmRSS'))
    this.#anon = higher(this.#anon, kilobytes(status, 'RssAnon'))
    this.#file = higher(this.#file, kilobytes(status, 'RssFile'))
  }
}

function kilobytes(status: string, field: string): number | null {
  const found = new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(status)
  return found === null ? null : Number(found[1]) * 1024
}

function higher(before: number | null, found: number | null): number | null {
  if (before === null || found === null) return found ?? before
  return Math.max(before, found)
}
