import { formatCount, formatGiven, formatGivenShare, formatNumber } from '../../figures.ts'
import type { DrawnEnergyRecord } from '../../record/energy.ts'
import type { Check } from '../evidence/check.ts'

/** Whether the meter of energy told what the run drew, and how well that is known. */
export const energyMeter: Check = ({ end: { energy } }) => {
  if (energy === null || energy === undefined || (energy.meter === null && energy.refusal === null)) return null
  const protects = ['energy']
  if (energy.refusal !== null) {
    const { code, reason } = energy.refusal
    return { id: 'energy-meter', status: 'invalid', protects, message: `no energy (${code}): ${reason}` }
  }
  return { id: 'energy-meter', status: 'ok', protects, message: seenWords(energy) }
}

function seenWords({ meter, scope, rails, readings, accuracy, overCounter, provenance }: DrawnEnergyRecord): string {
  const error =
    accuracy === null
      ? 'its accuracy is unknown, and in no interval'
      : `its maker states an error of ${formatGivenShare(accuracy.share)} and ${formatGiven(accuracy.watts)} W`
  const counter =
    overCounter === null ? '' : `; its integral is ${formatNumber(overCounter)} of the device's own counter`
  return (
    `${meter ?? 'declared'} saw the window in ${formatCount(readings)} readings (${provenance}, scope ${scope}: ` +
    `${rails.join(', ')}); ${error}${counter}`
  )
}
