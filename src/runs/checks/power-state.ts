import type { CheckRecord } from '../record.ts'
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

/** On battery many machines lower their clock. */
export const battery: Check = ({ end }) => {
  const onBattery = end.conditions?.onBattery ?? null
  if (onBattery === null) return null
  return onBattery
    ? { id: 'on-battery', status: 'warning', protects: ['all'], message: 'the machine runs on battery: connect it to power and measure again' }
    : { id: 'on-battery', status: 'ok', protects: ['all'], message: 'the machine runs on mains power' }
}

const busyShare = 0.75

/** What was running before the first request may still be. */
export const loadBefore: Check = ({ end, header }) => {
  const load = end.conditions?.loadAverage ?? null
  const { cores } = header
  if (load === null) return null
  const found = `the load average before it was ${load.toFixed(2)} on ${cores} cores`
  const status: CheckRecord['status'] = load > busyShare * cores ? 'warning' : 'ok'
  return {
    id: 'load-before',
    status,
    protects: ['all'],
    message: status === 'ok' ? found : `${found}: wait until it is quiet, or read the figures as those of a busy machine`,
  }
}
