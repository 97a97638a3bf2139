import { formatNumber } from '../../figures.ts'
import type { Check } from '../evidence/check.ts'
import { targetPlace } from '../client/target-place.ts'

const warningCores = 0.25

/** Other programs at work during the measured window. */
export const machineBusy: Check = ({ header, end }) => {
  const others = end.conditions?.othersCores ?? null
  if (end.conditions === null || others === null) return null
  const base = { id: 'machine-busy', protects: ['all'] }
  // Each load process counts the others of its load among the others.
  const cores = Math.max(0, others - (end.loadHosts - 1) * end.conditions.ownCores)
  const found = `other processes used ${formatNumber(cores)} cores while it was measured`
  if (targetPlace(header) === 'server-here')
    return { ...base, status: 'ok', message: `${found}, the server under test among them` }
  if ((end.beside ?? []).length > 0)
    return {
      ...base,
      status: cores > warningCores ? 'warning' : 'ok',
      message: `${found}, those of runs beside it (measured-beside) among them`,
    }
  return cores > warningCores
    ? { ...base, status: 'warning', message: `${found}: close them, or read the figures as those of a busy machine` }
    : { ...base, status: 'ok', message: found }
}
