import type { Check } from './check.ts'

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
  const { maxTokens, ignoreEos } = header.workload
  const early = completed.filter(({ tokens }) => tokens.output < maxTokens).length
  const share = early / completed.length
  const counted = `${early} of ${completed.length} answers ended before the asked ${maxTokens} tokens`
  const base = { id: 'early-stop', protects: ['latency', 'response', 'throughput', 'cost'] }
  if (share <= warningShare) return { ...base, status: 'ok', message: counted }
  return {
    ...base,
    status: ignoreEos && share > invalidShare ? 'invalid' : 'warning',
    message: ignoreEos
      ? `${counted} although ignoreEos was asked for: read the engine's log`
      : `${counted}: set ignoreEos: true where every request must do the same work`,
  }
}
