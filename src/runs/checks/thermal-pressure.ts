import type { Check } from './check.ts'

const heavy = 2

/** A machine that is hot computes more slowly than it can. */
export const thermalPressure: Check = ({ end }) => {
  const level = end.conditions?.thermalPressure ?? null
  if (level === null) return null
  return {
    id: 'thermal-pressure',
    status: level >= heavy ? 'invalid' : level > 0 ? 'warning' : 'ok',
    protects: ['all'],
    message: level === 0 ? 'thermal pressure is nominal' : `thermal pressure is at level ${level} of 4: let the machine cool and measure again`,
  }
}
