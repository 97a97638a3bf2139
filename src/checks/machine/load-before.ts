import { formatNumber } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'
import { targetPlace } from '../client/target-place.ts'

const busyShare = 0.75

/** A program that was running before the first request may still be. */
export const loadBefore: Check = ({ end, header }) => {
  const load = end.conditions?.loadAverage ?? null
  const { cores } = header
  if (load === null) return null
  const base = { id: 'load-before', protects: ['all'] }
  const found = `the load average before it was ${formatNumber(load)} on ${cores} cores`
  if (load <= busyShare * cores) return { ...base, status: 'ok', message: found }
  // A server that has just been started and warmed up is what was running.
  if (targetPlace(header) === 'server-here')
    return { ...base, status: 'ok', message: `${found}, the server's own work in it` }
  return {
    ...base,
    status: 'warning',
    message: `${found}: wait until it is quiet, or read the figures as those of a busy machine`,
  }
}
