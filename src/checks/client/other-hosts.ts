import { formatNumber } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'
import { targetPlace } from './target-place.ts'

const notableCores = 0.01

/** Another model at work on the same machine takes its time from this one. */
export const otherHosts: Check = ({ header, end }) => {
  const count = end.conditions?.otherHosts ?? null
  const cores = end.conditions?.otherHostsCores ?? null
  if (count === null || cores === null || count === 0) return null
  const base = { id: 'other-hosts', protects: ['all'] }
  const processes = `${count} other model ${count === 1 ? 'process' : 'processes'}`
  const found = `${processes} on this machine used ${formatNumber(cores)} of a core`
  // A warm model that nobody asks costs memory only.
  if (cores <= notableCores) return { ...base, status: 'ok', message: found }
  // Those of runs that were to be measured at the same time are among them.
  if ((end.beside ?? []).length > 0)
    return { ...base, status: 'warning', message: `${found}, those of runs beside it (measured-beside) among them` }
  // Of a server elsewhere it takes the client's time, which the checks of the client's lateness judge.
  const status = targetPlace(header) === 'elsewhere' ? 'warning' : 'invalid'
  return { ...base, status, message: `${found}: end the other run and measure again` }
}
