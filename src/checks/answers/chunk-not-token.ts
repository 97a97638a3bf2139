import { formatDuration, formatNumber } from '../../figures.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import type { MeasuredRequest } from '../../samples/facts.ts'
import type { Check, CheckInput } from '../evidence/check.ts'
import { numbersOf, type Rows } from '../../samples/table/rows.ts'

const leastShare = 0.8
/** Fewest tokens of an answer: in a shorter one the end token, which has no chunk, would weigh too much. */
const fewestTokens = 8

/** Where a chunk holds several tokens, the gaps between chunks are no times between tokens. */
export const chunkNotToken: Check = ({ samples, metrics }) => {
  const streamed = samples.filter(isCounted)
  if (streamed.length === 0) return null
  const share = medianOf(
    numbersOf(streamed, ({ tokens, hiddenTokens, chunks }) => chunks.count / (tokens.output - hiddenTokens)),
  )
  const found = `${formatNumber(share)} chunks came for each output token that was streamed (median)`
  const base = { id: 'chunk-not-token', protects: ['interChunk'] }
  return share < leastShare
    ? {
        ...base,
        status: 'warning',
        message: `${found}: several tokens share a chunk${tpotWords(streamed, metrics)}`,
      }
    : { ...base, status: 'ok', message: found }
}

type Counted = MeasuredRequest & { readonly state: 'completed' }

function isCounted(request: MeasuredRequest): request is Counted {
  if (request.state === 'failed' || request.chunks.count === 0 || request.tokens.source === 'chunks') return false
  // The tokens of several choices are of more chunks than those of the first.
  if (request.choices !== undefined) return false
  return request.tokens.output - request.hiddenTokens >= fewestTokens
}

/** Words for what the first chunk's share of the tokens makes of `tpot`. */
function tpotWords(streamed: Rows<Counted>, { tpot }: CheckInput['metrics']): string {
  const atOne = streamed.flatMap(({ tokens, hiddenTokens, firstTokens, first, end }) =>
    firstTokens === null || first === null ? [] : [(end - first) / (tokens.output - hiddenTokens - 1)],
  )
  if (atOne.length === 0 || tpot.n === 0) return ', and tpot has no value: judge latency instead of interChunk'
  return (
    `; tpot is ${formatDuration(tpot.p50)} (p50), the first chunk's tokens taken by its share of the characters: ` +
    `with one token in it (k = 1) ${formatDuration(medianOf(Float64Array.from(atOne)))}; ` +
    'judge tpot instead of interChunk'
  )
}
