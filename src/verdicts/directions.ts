/**
 * Direction in which what a check finds can have moved figures:
 *
 * - `lengthens`: times can only be longer, and rates lower, than without it, and nothing says by how much
 * - `late`: stamps can only be late, at most by the largest lag of the run
 * - `weakens`: the load, or the work, was less than was asked for: times can only be shorter
 * - `falsifies`: figures or counts may be of something else, either way
 * - `informs`: it says what a reader should know; no figure is wrong for it
 */
export type Direction = 'lengthens' | 'late' | 'weakens' | 'falsifies' | 'informs'

/** Directions by metric, and for every other metric. */
interface ByMetric {
  readonly of: readonly string[]
  readonly there: Direction
  readonly else: Direction
}

const directions: Readonly<Record<string, Direction | ByMetric>> = {
  'achieved-rate': 'weakens',
  anchor: 'lengthens',
  'budget-cut': 'informs',
  'chat-format': 'falsifies',
  'chunk-not-token': 'falsifies',
  'client-limit': 'late',
  'coarse-clock': 'falsifies',
  'cold-start': { of: ['switch'], there: 'informs', else: 'lengthens' },
  'content-filter': 'falsifies',
  correlated: 'informs',
  drift: 'informs',
  // Shorter answers take less time; a rate, or a cost, of other answers may be anything.
  'early-stop': { of: ['latency', 'response'], there: 'weakens', else: 'falsifies' },
  'energy-meter': 'falsifies',
  'engine-overhead': 'lengthens',
  'event-loop-lag': 'late',
  failures: 'informs',
  'gpu-idle': 'falsifies',
  'gpu-unused': 'falsifies',
  'idle-clients': 'weakens',
  'load-before': 'lengthens',
  'lock-step': 'informs',
  'low-power': 'lengthens',
  'machine-busy': 'lengthens',
  'measured-beside': 'lengthens',
  // A switch is the time of a load.
  'model-loaded': { of: ['switch'], there: 'informs', else: 'lengthens' },
  modes: 'informs',
  'not-embedding-model': 'informs',
  'not-streamed': 'falsifies',
  'on-battery': 'lengthens',
  'open-turns': 'weakens',
  'other-hosts': 'lengthens',
  'other-model': 'falsifies',
  outliers: 'informs',
  // As of parts that were not at work together.
  'parts-missing': { of: ['successRate'], there: 'falsifies', else: 'weakens' },
  // That fewer fail under an easier load is no matter of times.
  'parts-overlap': { of: ['successRate'], there: 'falsifies', else: 'weakens' },
  'prefix-cache': 'weakens',
  queueing: 'informs',
  // Experts may be read more or less evenly than a trained router has them.
  'random-experts': 'falsifies',
  'recording-load': 'falsifies',
  'recording-times': 'falsifies',
  redirected: 'lengthens',
  replayed: 'falsifies',
  'request-fields': 'falsifies',
  retried: 'falsifies',
  restarted: { of: ['switch'], there: 'informs', else: 'lengthens' },
  'retry-waits': 'weakens',
  'schedule-lag': 'weakens',
  'send-wait': 'weakens',
  'server-clock': 'falsifies',
  'several-choices': 'falsifies',
  // As of parts that were not at work together.
  'start-at': { of: ['successRate'], there: 'falsifies', else: 'weakens' },
  'swap-in': 'lengthens',
  'tensor-units': 'lengthens',
  'thermal-pressure': 'lengthens',
  'threads-above-cores': 'lengthens',
  throttled: 'lengthens',
  'timed-in-worker': 'lengthens',
  'token-count': 'falsifies',
  'token-nonsense': 'falsifies',
  unended: 'weakens',
  'unlisted-model': 'falsifies',
  'warm-up': 'lengthens',
}

/** Ids of the checks whose direction is stated. */
export const directedChecks: readonly string[] = Object.keys(directions)

/**
 * The direction of a check for a claim about these metrics: `falsifies` where it may falsify one of them, and for a
 * check that is not known here, as of another release.
 */
export function directionOf(id: string, metrics: readonly string[]): Direction {
  const stated = Object.hasOwn(directions, id) ? directions[id] : undefined
  if (stated === undefined) return 'falsifies'
  if (typeof stated === 'string') return stated
  return metrics.every((metric) => stated.of.includes(metric)) ? stated.there : stated.else
}
