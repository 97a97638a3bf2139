import { formatNumber } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'
import { protectedMedian } from '../evidence/protected-median.ts'

/** One JavaScript thread has one core. */
const busyCores = 0.9
const invalidShare = 0.2

/** A client that has no time left measures itself. */
export const clientLimit: Check = ({ header, end, metrics }) => {
  const { conditions, loadHosts } = end
  if (header.facts.target.kind === 'model' || conditions === null) return null
  const { ownCores, lagP99Ms } = conditions
  const base = { id: 'client-limit', protects: ['all'] }
  const processes = `${loadHosts} load ${loadHosts === 1 ? 'process' : 'processes'}`
  const found = `the busiest of ${processes} used ${formatNumber(ownCores)} of a core`
  if (ownCores <= busyCores) return { ...base, status: 'ok', message: found }
  const median = protectedMedian(metrics)
  const late = median !== null && lagP99Ms / median.ms > invalidShare
  const wayOut =
    header.facts.target.timedIn === 'worker'
      ? "lower the load, or take work out of the test's own process"
      : loadHosts < header.cores
        ? `set the endpoint's option hosts to ${loadHosts + 1} or more`
        : 'lower the load, or make it on a machine with more cores'
  const lateness = late ? ` and was ${formatNumber(lagP99Ms)} ms late (p99)` : ''
  return {
    ...base,
    status: late ? 'invalid' : 'warning',
    message: `${found}${lateness}, so that the client may be the limit: ${wayOut}`,
  }
}
