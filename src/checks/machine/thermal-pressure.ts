import type { Check } from '../evidence/check.ts'
import type { RunEnd } from '../../plan/header.ts'
import type { CheckRecord } from '../../record/check.ts'
import { formatCount } from '../../figures.ts'
import { targetPlace } from '../client/target-place.ts'

const heavy = 2

/** A machine that is hot computes more slowly than it can. */
export const thermalPressure: Check = ({ header, end }) => {
  const level = end.conditions?.thermalPressure ?? null
  if (level === null) return throttled(end, targetPlace(header) === 'elsewhere')
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

/** Where no level is told, the times that the processor held back tell of heat. */
function throttled({ conditions }: RunEnd, elsewhere: boolean): CheckRecord | null {
  const times = conditions?.throttles ?? null
  if (times === null) return null
  const base = { id: 'thermal-pressure', protects: ['all'] }
  if (times === 0) return { ...base, status: 'ok', message: 'the processor did not hold back for heat' }
  const where = elsewhere ? ' of the machine that made the load' : ''
  return {
    ...base,
    status: 'warning',
    message: `the processor${where} held back for heat ${formatCount(times)} times while it was measured: cool it`,
  }
}
