import { formatNumber } from '../../figures.ts'
import { quantileSorted } from '../../stats/quantiles/quantile.ts'
import type { Check } from '../evidence/check.ts'
import { openLoadFacts } from './open-load.ts'
import { protectedMedian } from '../evidence/protected-median.ts'

const warningShare = 0.05
const invalidShare = 0.2
/** Fewest requests to judge: of fewer the 99th percentile is the worst one, which may be an accident. */
const fewest = 20

/**
 * The lateness with which the client begins requests that it could have begun: a request that waits
 * because as many as allowed are in flight waits for the server.
 */
export const scheduleLag: Check = ({ header, samples, end, metrics }) => {
  const load = openLoadFacts(header, samples, end.loadHosts)
  const median = protectedMedian(metrics)
  if (load === null || median === null || load.lags.length === 0) return null
  const lag = quantileSorted(load.lags, 0.99)
  const share = lag / median.ms
  const late = `requests were begun ${formatNumber(lag)} ms after they were due (p99)`
  const found = `${late}, against a median ${median.words}`
  const base = { id: 'schedule-lag', protects: ['ttft', 'ttfv', 'interChunk', 'response', 'throughput'] }
  if (share <= warningShare) return { ...base, status: 'ok', message: found }
  return {
    ...base,
    status: share > invalidShare && load.lags.length >= fewest ? 'invalid' : 'warning',
    message: `${found}: lower the rate, close what else runs, or make the load with more processes (hosts)`,
  }
}
