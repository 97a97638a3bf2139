import { formatCount, formatGivenShare } from '../figures.ts'
import { plainName } from '../plain-text.ts'
import type { IntervalRecord, JsonNumber } from '../record/figure.ts'
import type { VersusWord } from '../record/claim.ts'

/** A figure of one side over that of another, and what is said of it. */
export interface Versus {
  /** Name of the metric, or `throughput`, `goodput`, `cost`. */
  readonly metric: string
  readonly better: 'lower' | 'higher'
  readonly ratio: JsonNumber
  readonly interval: Pick<IntervalRecord, 'low' | 'high'> | null
  readonly word: VersusWord
  readonly band: number
  readonly needed?: number | null
  /** Word for what `needed` counts; `requests` when left out. */
  readonly counted?: 'requests' | 'launches'
  readonly doubts?: readonly string[]
}

/** Words for a figure that is better and for one that is worse, between the two names. */
interface Words {
  readonly verb: string
  readonly better: string
  readonly worse: string
}

const wordsByMetric: Readonly<Record<string, Words>> = {
  throughput: { verb: 'has', better: 'higher throughput', worse: 'lower throughput' },
  tokenThroughput: { verb: 'has', better: 'higher throughput', worse: 'lower throughput' },
  requestRate: { verb: 'has', better: 'higher request rate', worse: 'lower request rate' },
  goodput: { verb: 'has', better: 'more goodput', worse: 'less goodput' },
  cost: { verb: 'is', better: 'cheaper', worse: 'dearer' },
}
const speedWords: Words = { verb: 'is', better: 'faster', worse: 'slower' }

/** Two figures behind the point, as far as that tells anything of a ratio. */
const digits = 2

/**
 * One side beside another in one line: `B is 1.27 times faster than A [1.21, 1.33]`. The number and the interval are
 * times better (or worse), whether lower or higher is: above 1 where the word holds.
 */
export function versusSentence(ours: string, theirs: string, versus: Versus): string {
  const { metric, band, word } = versus
  const [one, other] = [plainName(ours), plainName(theirs)]
  const words = wordsByMetric[metric] ?? speedWords
  const what = wordsByMetric[metric] === undefined && metric !== 'latency' ? ` in ${metric}` : ''
  if (word === 'same')
    return `${one} and ${other} are the same within ${formatGivenShare(band)}${what}${range(versus, 1)}`
  if (word === 'inconclusive') {
    const question = `whether ${one} ${words.verb} ${words.better} than ${other}${what}`
    return `${question} is inconclusive${range(versus, 1)}${whyOpen(versus)}`
  }
  const sign = word === 'faster' ? 1 : -1
  const times = factor(versus.ratio, versus, sign)
  const by = times === null ? '' : ` ${times.toFixed(digits)} times`
  const compared = word === 'faster' ? words.better : words.worse
  return `${one} ${words.verb}${by} ${compared} than ${other}${what}${range(versus, sign)}`
}

/** The ratio as times better (sign 1) or worse (-1); null where there is none. */
function factor(ratio: JsonNumber, { better }: Pick<Versus, 'better'>, sign: 1 | -1): number | null {
  if (ratio === null || !(ratio > 0)) return null
  return (better === 'higher') === (sign === 1) ? ratio : 1 / ratio
}

function range(versus: Versus, sign: 1 | -1): string {
  const { interval } = versus
  if (interval === null) return ''
  const ends = [factor(interval.low, versus, sign), factor(interval.high, versus, sign)]
  // Of a ratio turned round the lower end becomes the upper one.
  const [low, high] = (versus.better === 'higher') === (sign === 1) ? ends : ends.toReversed()
  return ` [${low?.toFixed(digits) ?? 'unbounded'}, ${high?.toFixed(digits) ?? 'unbounded'}]`
}

function whyOpen({ doubts = [], needed = null, counted = 'requests', interval }: Versus): string {
  const [first] = doubts
  // What follows a colon says why, and what to do: the message of a claim has it. One in a name is none.
  if (first !== undefined) return `: ${/^(?:"[^"]*"|[^:;("])*/u.exec(first)?.[0].trimEnd() ?? first}`
  if (needed !== null) return `: about ${formatCount(needed)} ${counted} of each would settle it`
  return interval === null ? ': too few blocks for an interval' : ''
}
