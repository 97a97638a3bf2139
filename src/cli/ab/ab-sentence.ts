import { formatObserved } from '../../figures.ts'
import { metricDefinitions } from '../../metrics/definitions.ts'
import type { ComparedBench } from './compare-launches.ts'
import type { LaunchJudgement } from './judge-launches.ts'
import { type Revision, spokenName } from './sides/repository.ts'

/** The two revisions of a sentence. */
export interface SentenceSides {
  readonly a: Revision
  readonly b: Revision
}

/** One line that people want: `the working tree is 1.27 times slower than main [1.21, 1.33]`. */
export function abSentence(
  { judgement, metric }: Pick<ComparedBench, 'judgement' | 'metric'>,
  { a, b }: SentenceSides,
): string {
  const { ratio, interval, word } = judgement
  const { better } = metricDefinitions[metric]
  const [ours, theirs] = [spokenName(b), spokenName(a)]
  // How many times the worse one takes; a speed the other way round.
  const isWorse = better === 'lower' ? ratio > 1 : ratio < 1
  const flip = isWorse === (better === 'higher')
  const times = flip ? 1 / ratio : ratio
  const [low, high] = [interval?.low ?? 0, interval?.high ?? Number.POSITIVE_INFINITY]
  const ends = flip ? [1 / high, 1 / low] : [low, high]
  const range = interval === null ? '' : ` [${ends.map((end) => formatObserved(end)).join(', ')}]`
  const observed = `b / a ${formatObserved(ratio)}${rangeOf(interval)}`
  if (word === 'same') return `${ours} is as fast as ${theirs}, ${observed}`
  if (word === 'inconclusive') return `it is open whether ${ours} is faster or slower than ${theirs}, ${observed}`
  return `${ours} is ${formatObserved(times)} times ${word} than ${theirs}${range}`
}

function rangeOf(interval: LaunchJudgement['interval']): string {
  if (interval === null) return ''
  return ` [${formatObserved(interval.low ?? 0)}, ${formatObserved(interval.high ?? Number.POSITIVE_INFINITY)}]`
}
