import { formatNumber } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'
import { targetPlace } from '../client/target-place.ts'

/** Threads that wait for each other spin: above the free cores each makes the others slower. */
export const threadsAboveCores: Check = ({ header }) => {
  const { threads, backend } = header.facts.target
  // Of a machine elsewhere the cores are not known here.
  if (threads === null || backend !== 'cpu' || targetPlace(header) === 'elsewhere') return null
  const { cores } = header
  const trials = header.facts.calibration.map((trial) => `${trial.threads}: ${formatNumber(trial.msPerToken)} ms/token`)
  const tried = trials.length === 0 ? '' : ` (tried ${trials.join(', ')})`
  const found = `${threads} engine ${threads === 1 ? 'thread' : 'threads'} on ${cores} cores${tried}`
  return threads > cores
    ? {
        id: 'threads-above-cores',
        status: 'warning',
        protects: ['all'],
        message: `${found}: set threads to ${cores} or fewer, or leave it to calibration`,
      }
    : { id: 'threads-above-cores', status: 'ok', protects: ['all'], message: found }
}
