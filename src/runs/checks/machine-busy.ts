import type { Check } from './check.ts'

const warningCores = 0.25

/** Other programs at work during the measured window. */
export const machineBusy: Check = ({ end }) => {
  const cores = end.conditions?.othersCores ?? null
  if (cores === null) return null
  const base = { id: 'machine-busy', protects: ['all'] }
  const found = `other processes used ${cores.toFixed(2)} cores while it was measured`
  return cores > warningCores
    ? { ...base, status: 'warning', message: `${found}: close them, or read the figures as those of a busy machine` }
    : { ...base, status: 'ok', message: found }
}
