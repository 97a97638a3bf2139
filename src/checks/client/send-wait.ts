import { formatCount, formatNumber } from '../../figures.ts'
import { quantileSorted } from '../../stats/quantiles/quantile.ts'
import type { Check } from '../evidence/check.ts'
import { openLoadFacts } from './open-load.ts'

/** Wait above this share of a median: the load was not the one that the schedule names. */
const invalidShare = 0.05
/** Fewest requests to judge: of fewer the 99th percentile is the worst one, which may be an accident. */
const fewest = 20

/**
 * Requests of an open load that were due and waited, for a place in flight or for the client: meanwhile the target had
 * less to do. The wait is in `response`, and in no other time. Opening a connection is no wait.
 */
export const sendWait: Check = ({ header, samples, end, metrics: { latency, ttft, ttfv } }) => {
  const load = openLoadFacts(header, samples, end.loadHosts)
  if (load === null || !(latency.p50 > 0)) return null
  const wait = quantileSorted(load.waits, 0.99)
  const isBeyond = (median: number): boolean => wait > invalidShare * median
  const spoiled = [
    ...(isBeyond(latency.p50) ? ['latency', 'tpot', 'interChunk'] : []),
    ...(isBeyond(ttft.p50) ? ['ttft'] : []),
    ...(isBeyond(ttfv.p50) ? ['ttfv'] : []),
  ]
  const found =
    `requests waited ${formatNumber(wait)} ms from the moment they were due (p99; connecting left out), ` +
    `against a median latency of ${formatNumber(latency.p50)} ms`
  const protects = ['latency', 'ttft', 'ttfv', 'tpot', 'interChunk']
  if (spoiled.length === 0) return { id: 'send-wait', status: 'ok', protects, message: found }
  const held = load.held > 0 ? `, ${formatCount(load.held)} of ${formatCount(load.units)} for a place in flight` : ''
  return {
    id: 'send-wait',
    status: load.units >= fewest ? 'invalid' : 'warning',
    protects: spoiled,
    message:
      `${found}${held}: the target had less to do than was asked for; judge response, which holds the wait, ` +
      'raise maxConcurrency, or lower the rate',
  }
}
