import { now } from '../../clock.ts'
import { onBattery } from '../facts/battery.ts'
import { lowPower } from '../facts/low-power.ts'
import { thermalPressure } from '../facts/thermal-pressure.ts'
import { commandOutput } from '../facts/probe.ts'
import type { Conditions } from './conditions.ts'

type Power = Pick<Conditions, 'onBattery' | 'lowPower' | 'thermalPressure'>
type PowerState = Power & Pick<Conditions, 'swapIns'>

/** Milliseconds for which an answer is kept: on macOS each is a process. */
const everyMs = 5000
let known: { at: number; state: PowerState } | null = null

/**
 * Source of the machine's power, and whether it holds back; on macOS also the pages that it has read back from swap
 * since it started. At most five seconds old.
 */
export function powerState(): PowerState {
  if (known === null || now() - known.at > everyMs) {
    known = {
      at: now(),
      state: {
        onBattery: onBattery(),
        lowPower: lowPower(),
        thermalPressure: thermalPressure(),
        swapIns: macSwapIns(),
      },
    }
  }
  return known.state
}

/** The worse of the states before and after a block: either was there while it was measured. */
export function worsePower(before: Power, after: Power): Power {
  return {
    onBattery: either(before.onBattery, after.onBattery),
    lowPower: either(before.lowPower, after.lowPower),
    thermalPressure:
      before.thermalPressure === null || after.thermalPressure === null
        ? (before.thermalPressure ?? after.thermalPressure)
        : Math.max(before.thermalPressure, after.thermalPressure),
  }
}

function either(one: boolean | null, other: boolean | null): boolean | null {
  return one === null || other === null ? (one ?? other) : one || other
}

function macSwapIns(): number | null {
  return process.platform === 'darwin' ? swapInsOf(commandOutput('vm_stat', [], { timeout: 1000 }) ?? '') : null
}

/** Pages read back from swap in the output of macOS's vm_stat, `Swapins:   1234.`; null where it does not say. */
export function swapInsOf(output: string): number | null {
  const found = /^Swapins:\s+(\d{1,15})\.$/mu.exec(output)?.[1]
  return found === undefined ? null : Number(found)
}
