import type { Check } from '../evidence/check.ts'
import { targetPlace } from '../client/target-place.ts'

/** A machine that saves power lowers its clock. */
export const lowPower: Check = ({ header, end }) => {
  const saves = end.conditions?.lowPower ?? null
  if (saves === null) return null
  const base = { id: 'low-power', protects: ['all'] }
  if (!saves) return { ...base, status: 'ok', message: 'the machine does not save power' }
  // Whether a slowed client is late is what the checks of its lateness judge.
  return targetPlace(header) === 'elsewhere'
    ? { ...base, status: 'ok', message: 'the machine that made the load saves power; the server does not depend on it' }
    : {
        ...base,
        status: 'warning',
        message: 'the machine saves power (low-power mode): switch that off and measure again',
      }
}
