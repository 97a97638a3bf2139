import { now } from '../../clock.ts'
import { formatBytes, formatDuration } from '../../figures.ts'
import type { FetchNews } from './fetch-blob.ts'
import type { HubFile } from './file-facts.ts'

/** How far a download is; `text` is one line for a person. */
export interface PullProgress {
  readonly text: string
  readonly receivedBytes: number
  /** Null where nobody says how large it is. */
  readonly totalBytes: number | null
}

/** Milliseconds between two lines. */
const betweenMs = 250
/** Milliseconds before a speed is told: the first of it is the start of a connection. */
const speedAfterMs = 2000

/** Adds up what has come of the files of a model, and tells it now and then. */
export class PullTally {
  readonly totalBytes: number | null
  readonly #spec: string
  readonly #tell: ((progress: PullProgress) => void) | undefined
  readonly #received = new Map<string, number>()
  /** Bytes that were there when the first news came, and when that was. */
  #first: { readonly bytes: number; readonly atMs: number } | null = null
  #toldMs = Number.NEGATIVE_INFINITY

  constructor(spec: string, files: readonly HubFile[], tell: ((progress: PullProgress) => void) | undefined) {
    this.#spec = spec
    this.#tell = tell
    this.totalBytes = files.reduce<number | null>(
      (sum, { bytes }) => (sum === null || bytes === null ? null : sum + bytes),
      0,
    )
  }

  /** Takes the news of one file. */
  newsOf({ blob }: HubFile): (news: FetchNews) => void {
    return ({ receivedBytes, byAnother }) => {
      this.#received.set(blob, receivedBytes)
      const bytes = [...this.#received.values()].reduce((sum, each) => sum + each, 0)
      this.#first ??= { bytes, atMs: now() }
      const isOver = bytes === this.totalBytes
      if (!isOver && now() - this.#toldMs < betweenMs) return
      this.#toldMs = now()
      this.#tell?.({ text: this.#text(bytes, byAnother), receivedBytes: bytes, totalBytes: this.totalBytes })
    }
  }

  #text(bytes: number, byAnother: boolean): string {
    const total = this.totalBytes === null ? '' : ` of ${formatBytes(this.totalBytes)}`
    const what = byAnother ? `another process downloads ${this.#spec}` : `downloading ${this.#spec}`
    return `${what}: ${formatBytes(bytes)}${total}${this.#speed(bytes)}`
  }

  /** Words for the speed and the time left; none at the start and at the end. */
  #speed(bytes: number): string {
    const { bytes: before = bytes, atMs = now() } = this.#first ?? {}
    const ms = now() - atMs
    if (ms < speedAfterMs || bytes === before || bytes === this.totalBytes) return ''
    const perMs = (bytes - before) / ms
    const left = this.totalBytes === null ? '' : `, ${formatDuration((this.totalBytes - bytes) / perMs)} left`
    return ` (${formatBytes(perMs * 1000)}/s${left})`
  }
}
