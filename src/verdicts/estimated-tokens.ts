import type { RunRecord } from '../record/run.ts'
import type { TokensRecord } from '../record/tokens.ts'

/** Metrics whose figures are divided by output tokens, or are counts of them. */
const ofTokens: ReadonlySet<string> = new Set(['tpot', 'decodeSpeed', 'tokenThroughput', 'cost', 'energyPerToken'])

/** Whether a metric's figures are divided by output tokens, or are counts of them. */
export function restsOnTokens(metric: string): boolean {
  return ofTokens.has(metric)
}

/**
 * Whether an answer's output tokens, or the worst of several answers', are no count of what was decoded, but its
 * events, or what another tokenizer made of its text.
 */
export function isEstimate({ source }: Pick<TokensRecord, 'source'>): boolean {
  return source === 'chunks' || source === 'tokenizer'
}

/**
 * Whether output tokens of answers are estimated: of at least one nobody counted them, so that each event of it
 * stands for a token, which may hold several or a part; or another tokenizer counted them again. What failed has none,
 * and estimates nothing.
 */
export function estimatesTokens({ tokens, requests }: Pick<RunRecord, 'tokens' | 'requests'>): boolean {
  return isEstimate(tokens) && requests.succeeded > 0
}

/** Whether figures of one of these metrics rest on such an estimate. */
export function restOnEstimate(run: Pick<RunRecord, 'tokens' | 'requests'>, metrics: readonly string[]): boolean {
  return metrics.some(restsOnTokens) && estimatesTokens(run)
}
