import type { Check } from '../evidence/check.ts'
import { targetPlace } from '../client/target-place.ts'

const heavy = 2

/** A machine that is hot computes more slowly than it can. */
export const thermalPressure: Check = ({ header, end }) => {
  const level = end.conditions?.thermalPressure ?? null
  if (level === null) return null
  const elsewhere = targetPlace(header) === 'elsewhere'
  const where = elsewhere ? ' on the machine that made the load' : ''
  return {
    id: 'thermal-pressure',
    status: level >= heavy && !elsewhere ? 'invalid' : level > 0 ? 'warning' : 'ok',
    protects: ['all'],
    message:
      level === 0
        ? 'thermal pressure is nominal'
        : `thermal pressure is at level ${level} of 4${where}: let the machine cool and measure again`,
  }
}
