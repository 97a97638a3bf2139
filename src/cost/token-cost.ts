import type { CostRecord } from '../record/cost.ts'
import type { RequestFacts } from '../samples/facts.ts'
import type { TokenCounts } from '../samples/sample.ts'
import { countOf, type Rows } from '../samples/table/rows.ts'
import { formatCount } from '../figures.ts'
import { weakest } from './provenance.ts'
import { inputUsd, outputUsd, type TokenPrices } from './token-prices.ts'

/**
 * Mean cost of an answered request at the prices of its tokens. A failed request may have been billed, and
 * nobody here knows: it is not counted. Tokens that nobody counted are unknown, not none: the cost is then
 * at least that of the others. Output that is estimated from events makes an estimate of it. Null when
 * nothing was answered.
 */
export function tokenCost(prices: TokenPrices, samples: Rows<RequestFacts>): CostRecord | null {
  const completed = samples.filter(({ state }) => state === 'completed')
  // Vectors and scores are paid for by what was read: there is no output to count.
  const hasOutput = completed.some(({ items }) => items === undefined)
  const n = completed.length
  if (n === 0) return null
  const mean = (usd: (tokens: TokenCounts) => number): number =>
    completed.reduce((sum, { tokens }) => sum + usd(tokens), 0) / n
  const input = mean((tokens) => inputUsd(prices, tokens))
  const output = mean((tokens) => outputUsd(prices, tokens))
  const uncounted = {
    input: countOf(completed, ({ tokens }) => tokens.input === null),
    output: hasOutput ? countOf(completed, ({ tokens }) => isUnknownOutput(tokens)) : 0,
  }
  const isEstimate = hasOutput && completed.some(({ tokens }) => tokens.source === 'chunks')
  const kind = isEstimate ? 'estimated' : 'declared'
  return {
    basis: 'tokens',
    usdPerRequest: input + output,
    interval: null,
    kind: weakest([kind]),
    parts: [
      ...(uncounted.input === n ? [] : [partOf('input tokens', input, 'declared')]),
      ...(!hasOutput || uncounted.output === n ? [] : [partOf('output tokens', output, kind)]),
      { label: 'completed requests', value: n, unit: 'requests', provenance: 'measured', derived: false },
    ],
    unknown: [
      ...unknownWords('input tokens', uncounted.input, n),
      ...unknownWords('output tokens', uncounted.output, n),
    ],
  }
}

/** Whether not even events tell how long an answer was: it came in one piece. */
function isUnknownOutput({ source, output }: TokenCounts): boolean {
  return source === 'chunks' && output === 0
}

function partOf(label: string, value: number, provenance: 'declared' | 'estimated'): CostRecord['parts'][number] {
  return { label, value, unit: 'USD', provenance, derived: false }
}

function unknownWords(what: string, uncounted: number, all: number): string[] {
  if (uncounted === 0) return []
  return [uncounted === all ? what : `${what} of ${formatCount(uncounted)} of ${formatCount(all)} answers`]
}
