import { formatPValue, formatShare } from '../../figures.ts'
import { driftOf } from '../../stats/series/drift.ts'
import { trafficChanges } from '../evidence/changing-traffic.ts'
import type { Check } from '../evidence/check.ts'
import { latenciesOf } from '../evidence/latencies-of.ts'

const significance = 0.01
/** Drift over the whole run worth a warning, as a share of the median. */
const notable = 0.1

/** Latencies that rise or fall over a run have no one distribution to state a percentile of. */
export const drift: Check = ({ header, samples, metrics }) => {
  if (trafficChanges(header)) return null
  const { load } = header.plan
  const found = driftOf(latenciesOf(samples))
  const median = metrics.latency.p50
  if (found === null || !(median > 0)) return null
  const share = found.change / median
  const base = { id: 'drift', protects: ['latency', 'response', 'throughput'] }
  const words =
    `latency ${share < 0 ? 'fell' : 'rose'} by ${formatShare(Math.abs(share))} of its median ` +
    `from the first request to the last (${formatPValue(found.pValue)})`
  const wayOut =
    load.kind === 'open' && share > 0
      ? 'the server may not keep up, lower the rate'
      : 'raise warmup, let the machine cool, or measure longer'
  return found.pValue < significance && Math.abs(share) > notable
    ? { ...base, status: 'warning', message: `${words}: ${wayOut}` }
    : { ...base, status: 'ok', message: words }
}
