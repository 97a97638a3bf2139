import { formatCount, formatNumber } from '../../figures.ts'
import { effectiveSize } from '../../stats/series/effective-size.ts'
import { trafficChanges } from '../evidence/changing-traffic.ts'
import type { Check } from '../evidence/check.ts'
import { latenciesOf } from '../evidence/latencies-of.ts'

const fewestRequests = 20

/** Latencies that come in waves so long that no effective number of them can be trusted. */
export const correlated: Check = ({ header, samples }) => {
  if (trafficChanges(header)) return null
  const { n, effective, autocorrelation, tooCorrelated } = effectiveSize(latenciesOf(samples))
  if (n < fewestRequests) return null
  const base = { id: 'correlated', protects: ['latency', 'response'] }
  return tooCorrelated
    ? {
        ...base,
        status: 'warning',
        message:
          `latencies are too correlated (autocorrelation ${formatNumber(autocorrelation)}), so that their intervals ` +
          'may be too narrow: find what drifts or pauses, or measure in several shorter runs',
      }
    : {
        ...base,
        status: 'ok',
        message: `${formatCount(n)} latencies are worth ${formatCount(Math.floor(effective))} independent ones`,
      }
}
