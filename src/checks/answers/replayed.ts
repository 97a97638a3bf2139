import { formatCount } from '../../figures.ts'
import { quantileSorted } from '../../stats/quantiles/quantile.ts'
import type { CompletedSample, Sample } from '../../samples/sample.ts'
import type { Check } from '../evidence/check.ts'

const fewestTokens = 16
const shortestGapMs = 1
const ttftShare = 0.95
/** Share of answers that may look replayed by accident: a pause of this process makes some so. */
const notableShare = 0.1
const fewestReplayed = 3

/**
 * Answers that were complete before their first chunk was sent: from a cache of answers, from a
 * gateway that buffers, or from a server that does not really stream. Their first token is their last.
 */
export const replayed: Check = ({ header, samples }) => {
  const { kind } = header.facts.target
  // A local model's tokens are stamped as they are made; a simulated one's are programmed.
  if (kind === 'model' || kind === 'simulated') return null
  const eligible = samples.filter(isEligible)
  if (eligible.length === 0) return null
  const count = eligible.filter(looksReplayed).length
  const answers = `${formatCount(count)} of ${formatCount(eligible.length)} answers`
  const found = `${answers} of ${fewestTokens} tokens or more came all at once`
  const base = { id: 'replayed', protects: ['ttft', 'ttfv', 'tpot', 'interChunk'] }
  return count >= fewestReplayed && count / eligible.length > notableShare
    ? {
        ...base,
        status: 'invalid',
        message: `${found}: look for a cache of answers or a buffering proxy before the server, or judge latency only`,
      }
    : { ...base, status: 'ok', message: found }
}

function isEligible(sample: Sample): sample is CompletedSample & { readonly first: number } {
  return sample.state === 'completed' && sample.first !== null && sample.tokens.output >= fewestTokens
}

function looksReplayed({ sent, first, end, chunkTimes }: CompletedSample & { readonly first: number }): boolean {
  const gaps = Float64Array.from(chunkTimes.slice(1), (at, before) => at - (chunkTimes[before] as number)).toSorted()
  // One chunk with everything in it has no gap at all.
  const median = gaps.length === 0 ? 0 : quantileSorted(gaps, 0.5)
  return median < shortestGapMs && (first - sent) / (end - sent) > ttftShare
}
