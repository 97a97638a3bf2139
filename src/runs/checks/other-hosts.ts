import type { Check } from './check.ts'

const invalidCores = 0.01

/** Another model at work on the same machine takes its time from this one. */
export const otherHosts: Check = ({ end }) => {
  const count = end.conditions?.otherHosts ?? null
  const cores = end.conditions?.otherHostsCores ?? null
  if (count === null || cores === null || count === 0) return null
  const base = { id: 'other-hosts', protects: ['all'] }
  const found = `${count} other model ${count === 1 ? 'process' : 'processes'} on this machine used ${cores.toFixed(2)} of a core`
  // A warm model that nobody asks costs memory only.
  return cores > invalidCores
    ? { ...base, status: 'invalid', message: `${found}: end the other run and measure again` }
    : { ...base, status: 'ok', message: found }
}
