import { formatCount } from '../../figures.ts'
import type { MeasuredRequest } from '../../samples/facts.ts'
import { countOf } from '../../samples/table/rows.ts'
import type { Check } from '../evidence/check.ts'

const warningShare = 0.05
const invalidShare = 0.25

/**
 * Requests that ended before the asked length did less work than the others. Where the same work
 * was asked for (`ignoreEos`) that breaks the measurement; where it was not, it is what models do,
 * and worth knowing.
 */
export const earlyStop: Check = ({ header, samples }) => {
  const completed = samples.filter(({ state }) => state === 'completed')
  if (completed.length === 0) return null
  // Where no limit is sent, no length was asked for.
  if (header.facts.target.fields.some(({ name, sentAs }) => name === 'max_tokens' && sentAs === null)) return null
  const { maxTokens, ignoreEos } = header.workload
  const limitOf = ({ asked }: MeasuredRequest): number => asked?.output ?? maxTokens
  const early = countOf(completed, (sample) => isEarly(sample, limitOf(sample)))
  const share = early / completed.length
  const limits = new Set<number>()
  for (const sample of completed) limits.add(limitOf(sample))
  const [first = maxTokens] = limits
  const asked = limits.size === 1 ? `the asked ${formatCount(first)} tokens` : 'their asked lengths'
  const counted = `${formatCount(early)} of ${formatCount(completed.length)} answers ended before ${asked}`
  const base = { id: 'early-stop', protects: ['latency', 'response', 'throughput', 'cost'] }
  if (share <= warningShare) return { ...base, status: 'ok', message: counted }
  const wayOut =
    header.facts.target.kind === 'model'
      ? "read the engine's log"
      : 'the server may not know ignore_eos; ask for prompts with long answers, or read its log'
  return {
    ...base,
    status: ignoreEos && share > invalidShare ? 'invalid' : 'warning',
    message: ignoreEos
      ? `${counted} although ignoreEos was asked for: ${wayOut}`
      : `${counted}: ${ends(header.workload.rules ?? '')}`,
  }
}

/** The way out where requests must do the same work: a form of the answer, or a stop text, ends it all the same. */
function ends(rules: string): string {
  return /"(?:stop|grammar|response_format|json_schema|tools)":/.test(rules)
    ? 'their stop texts, form or tools end them; judge tpot where requests must be alike, or leave those out'
    : 'set ignoreEos: true where every request must do the same work'
}

/** Whether an answer ended early; where chunks are counted as tokens, only the server knows whether it did. */
function isEarly(sample: MeasuredRequest, limit: number): boolean {
  if (sample.tokens.output >= limit) return false
  return sample.tokens.source !== 'chunks' || sample.state !== 'completed' || sample.finish !== 'length'
}
