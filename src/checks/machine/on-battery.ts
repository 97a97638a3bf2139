import type { Check } from '../evidence/check.ts'
import { targetPlace } from '../client/target-place.ts'

/** On battery many machines lower their clock. */
export const onBattery: Check = ({ header, end }) => {
  const running = end.conditions?.onBattery ?? null
  if (running === null) return null
  const base = { id: 'on-battery', protects: ['all'] }
  if (!running) return { ...base, status: 'ok', message: 'the machine runs on mains power' }
  // Whether a slowed client is late is what the checks of its lateness judge.
  return targetPlace(header) === 'elsewhere'
    ? {
        ...base,
        status: 'ok',
        message: 'the machine that made the load runs on battery; the server does not depend on it',
      }
    : { ...base, status: 'warning', message: 'the machine runs on battery: connect it to power and measure again' }
}
