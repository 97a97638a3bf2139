import { formatNumber } from '../../figures.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import type { Check } from '../evidence/check.ts'

const leastShare = 0.8
/** Fewest tokens of an answer: in a shorter one the end token, which has no chunk, would weigh too much. */
const fewestTokens = 8

/** Where a chunk holds several tokens, the gaps between chunks are no times between tokens. */
export const chunkNotToken: Check = ({ samples }) => {
  const shares = samples.flatMap(({ state, tokens, chunkTimes }) =>
    state === 'completed' && chunkTimes.length > 0 && tokens.source !== 'chunks' && tokens.output >= fewestTokens
      ? [chunkTimes.length / tokens.output]
      : [],
  )
  if (shares.length === 0) return null
  const share = medianOf(Float64Array.from(shares))
  const found = `${formatNumber(share)} chunks came for each output token (median)`
  const base = { id: 'chunk-not-token', protects: ['interChunk'] }
  return share < leastShare
    ? {
        ...base,
        status: 'warning',
        message:
          `${found}: several tokens share a chunk, or reasoning is counted and not sent; ` +
          'judge tpot instead of interChunk',
      }
    : { ...base, status: 'ok', message: found }
}
