import { formatNumber } from '../../figures.ts'
import type { RunEnd } from '../../plan/header.ts'
import type { Check } from '../evidence/check.ts'
import { targetPlace } from '../client/target-place.ts'

/** Threads that wait for each other spin: above the free cores each makes the others slower. */
export const threadsAboveCores: Check = ({ header, end }) => {
  const { threads, backend } = header.facts.target
  // Of a machine elsewhere the cores are not known here.
  if (threads === null || backend !== 'cpu' || targetPlace(header) === 'elsewhere') return null
  const { cores } = header
  const trials = header.facts.calibration.map((trial) => `${trial.threads}: ${formatNumber(trial.msPerToken)} ms/token`)
  const tried = trials.length === 0 ? '' : ` (tried ${trials.join(', ')})`
  const found = `${threads} engine ${threads === 1 ? 'thread' : 'threads'} on ${cores} cores${tried}`
  const together = header.together?.threads ?? null
  if (threads <= cores && together !== null && together > cores)
    return {
      id: 'threads-above-cores',
      status: 'warning',
      protects: ['all'],
      message:
        `${together} engine threads of ${(header.together?.beside.length ?? 0) + 1} models on ${cores} cores: ` +
        'how much slower each is than alone is what was asked for, its speed is that of a crowded machine',
    }
  const taken = header.facts.target.kind === 'model' ? takenByOthers(end) : 0
  if (threads <= cores && taken > 0 && threads > cores - taken)
    return {
      id: 'threads-above-cores',
      status: 'warning',
      protects: ['all'],
      message:
        `${found}, of which other programs used ${taken} meanwhile: ` +
        `set threads to ${Math.max(1, cores - taken)}, or close them`,
    }
  return threads > cores
    ? {
        id: 'threads-above-cores',
        status: 'warning',
        protects: ['all'],
        message: `${found}: set threads to ${cores} or fewer, or leave it to calibration`,
      }
    : { id: 'threads-above-cores', status: 'ok', protects: ['all'], message: found }
}

/** Whole cores that other programs than the engine used; of a server here nobody can tell it from the others. */
function takenByOthers({ conditions, loadHosts }: RunEnd): number {
  const others = loadHosts === 1 ? (conditions?.othersCores ?? 0) : 0
  return Math.round(others)
}
