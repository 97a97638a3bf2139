import { now } from '../../clock.ts'
import { onBattery } from '../facts/battery.ts'
import { lowPower } from '../facts/low-power.ts'
import { thermalPressure } from '../facts/thermal-pressure.ts'
import type { Conditions } from './conditions.ts'

type PowerState = Pick<Conditions, 'onBattery' | 'lowPower' | 'thermalPressure'>

/** Milliseconds for which an answer is kept: on macOS each is a process. */
const everyMs = 5000
let known: { at: number; state: PowerState } | null = null

/** Source of the machine's power, and whether it holds back; at most five seconds old. */
export function powerState(): PowerState {
  if (known === null || now() - known.at > everyMs) {
    known = {
      at: now(),
      state: { onBattery: onBattery(), lowPower: lowPower(), thermalPressure: thermalPressure() },
    }
  }
  return known.state
}
