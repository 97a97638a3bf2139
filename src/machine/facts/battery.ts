import { readdirSync, readFileSync } from 'node:fs'
import { platform } from 'node:os'
import { join } from 'node:path'
import { attempt, commandOutput } from './probe.ts'

/**
 * Whether a Linux machine draws on its battery, from /sys/class/power_supply. Batteries of mice and
 * the like do not count. Null where no supply says.
 */
export function onBatteryFromSys(folder = '/sys/class/power_supply'): boolean | null {
  const read = (supply: string, file: string): string | null =>
    attempt(() => readFileSync(join(folder, supply, file), 'utf8').trim())
  const supplies = (attempt(() => readdirSync(folder)) ?? []).filter((supply) => read(supply, 'scope') !== 'Device')
  const mains = supplies.filter((supply) => read(supply, 'type') !== 'Battery')
  if (mains.some((supply) => read(supply, 'online') === '1')) return false
  const states = supplies.filter((supply) => read(supply, 'type') === 'Battery').map((supply) => read(supply, 'status'))
  if (states.includes('Discharging')) return true
  return states.some((state) => state !== null && state !== 'Unknown') ? false : null
}

/** Whether `pmset -g batt` says that a Mac draws on its battery; null when it does not say. */
export function onBatteryFromPmset(output: string): boolean | null {
  const source = /Now drawing from '([^']+)'/u.exec(output)?.[1]
  if (source === 'AC Power') return false
  return source === 'Battery Power' ? true : null
}

/** Whether this machine draws on a battery; null where the system does not say. */
export function onBattery(): boolean | null {
  if (platform() === 'linux') return onBatteryFromSys()
  if (platform() !== 'darwin') return null
  const output = commandOutput('pmset', ['-g', 'batt'], { timeout: 1000 })
  return output === null ? null : onBatteryFromPmset(output)
}
