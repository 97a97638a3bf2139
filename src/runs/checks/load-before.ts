import type { CheckRecord } from '../record.ts'
import type { Check } from './check.ts'

const busyShare = 0.75

/** What was running before the first request may still be. */
export const loadBefore: Check = ({ end, header }) => {
  const load = end.conditions?.loadAverage ?? null
  const { cores } = header
  if (load === null) return null
  const found = `the load average before it was ${load.toFixed(2)} on ${cores} cores`
  const status: CheckRecord['status'] = load > busyShare * cores ? 'warning' : 'ok'
  return {
    id: 'load-before',
    status,
    protects: ['all'],
    message: status === 'ok' ? found : `${found}: wait until it is quiet, or read the figures as those of a busy machine`,
  }
}
