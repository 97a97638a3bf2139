import type { Check } from './check.ts'

/** On battery many machines lower their clock. */
export const onBattery: Check = ({ end }) => {
  const running = end.conditions?.onBattery ?? null
  if (running === null) return null
  return running
    ? { id: 'on-battery', status: 'warning', protects: ['all'], message: 'the machine runs on battery: connect it to power and measure again' }
    : { id: 'on-battery', status: 'ok', protects: ['all'], message: 'the machine runs on mains power' }
}
