import { formatCount, formatNumber } from '../../figures.ts'
import { arrivalRate } from '../../metrics/arrival-rate.ts'
import type { Check } from '../evidence/check.ts'
import { type OpenLoadFacts, openLoadFacts } from './open-load.ts'

/** Under less load than was asked for any of them is shorter. */
const times = ['latency', 'response', 'ttft', 'ttfv', 'tpot', 'interChunk'] as const
const warningShare = 0.01
const invalidShare = 0.05

/** An open load whose requests went out more slowly than asked is another, easier load. */
export const achievedRate: Check = ({ header, samples, end }) => {
  const load = openLoadFacts(header, samples, end.loadHosts)
  const { asked, achieved } = arrivalRate(samples)
  if (load === null || asked === null || achieved === null) return null
  // Only a request that waits for a place can be due and unsent; what a budget cut off was not due yet.
  const unsent = load.fullAtEnd ? end.unsent : 0
  const missing = 1 - Math.min(achieved / asked, load.units / (load.units + unsent))
  const base = { id: 'achieved-rate', protects: [...times, 'goodput', 'throughput'] }
  const waiting = unsent === 0 ? '' : `, and ${formatCount(unsent)} were due and never sent`
  const rates = `${formatNumber(achieved)} requests/s were sent of the ${formatNumber(asked)}`
  const found = `${rates} that the schedule asked for${waiting}`
  if (missing <= warningShare) return { ...base, status: 'ok', message: found }
  return { ...base, status: missing > invalidShare ? 'invalid' : 'warning', message: `${found}: ${limitOf(load)}` }
}

function limitOf({ held, fullAtEnd, units }: OpenLoadFacts): string {
  return held > 0 || fullAtEnd
    ? `the server was the limit, ${formatCount(held)} of ${formatCount(units)} requests waited ` +
        'for a place in flight: raise maxConcurrency or lower the rate'
    : 'the client was the limit: make the load with more processes (hosts), or lower the rate'
}
