import { formatCount, formatDuration, formatNumber, formatRoughly } from '../../figures.ts'
import type { Sample } from '../../samples/sample.ts'
import { GrowingDigest } from '../../stats/quantiles/growing-digest.ts'

/** Milliseconds between two tellings. */
const everyMs = 500
/** Requests below which a p95 says nothing. */
const fewest = 20

/** How far a run is. */
export interface LiveProgress {
  readonly done: number
  /** Requests that are asked for; null where only time ends the run. */
  readonly asked: number | null
  /** Time that it was at work, turns of others left out. */
  readonly spentMs: number
  /** Share of it that is over, by requests or time, whatever is further. */
  readonly share: number
  /** Whether it may end earlier, as soon as its claims are decided. */
  readonly isMost: boolean
}

/** Figures of a run while it goes on, in bounded memory, told at most twice a second. */
export class LiveFigures {
  readonly #times = new GrowingDigest()
  #failed = 0
  #toldAt = -Infinity
  #beganAt: number | null = null

  /** Takes measured requests; of an open load the time counts from when each was due. */
  add(samples: readonly Sample[], kind: 'closed' | 'open'): void {
    for (const { state, phase, end, intended, sent } of samples) {
      if (phase === 'warmup') continue
      if (state === 'failed') this.#failed++
      else this.#times.add(end - (kind === 'open' ? intended : sent))
    }
  }

  /** Whether it is time to tell. */
  isDue(at: number): boolean {
    if (at - this.#toldAt < everyMs) return false
    this.#toldAt = at
    return true
  }

  /** `340 of 1,000 requests, 82.1/s, p50 12.1 ms, p95 14.0 ms, 3 failed, 8 s left`. */
  words({ done, asked, spentMs, share, isMost }: LiveProgress, at: number): string {
    this.#beganAt ??= at - spentMs
    const [p50, p95] = [this.#times.at(0.5), this.#times.count < fewest ? null : this.#times.at(0.95)]
    const elapsedMs = at - this.#beganAt
    const leftMs = share > 0 && share < 1 ? (elapsedMs * (1 - share)) / share : null
    return [
      `${formatCount(done)}${asked === null ? '' : ` of ${formatCount(asked)}`} requests`,
      ...(spentMs > 0 ? [`${formatNumber((done / spentMs) * 1000)}/s`] : []),
      ...(p50 === null ? [] : [`p50 ${formatDuration(p50)}`]),
      ...(p95 === null ? [] : [`p95 ${formatDuration(p95)}`]),
      ...(this.#failed === 0 ? [] : [`${formatCount(this.#failed)} failed`]),
      ...(leftMs === null ? [] : [`${isMost ? 'at most ' : ''}${formatRoughly(leftMs)} left`]),
    ].join(', ')
  }
}
