import { readFileSync } from 'node:fs'
import { platform } from 'node:os'
import { attempt, commandOutput } from './probe.ts'

/**
 * Whether `pmset -g` says that a Mac saves power: `lowpowermode 1`, or `powermode 1` of those that have a high mode (2)
 * too. Null when it does not say, or says both.
 */
export function lowPowerFromPmset(output: string): boolean | null {
  const told = [...output.matchAll(/^\s*(?:lowpowermode\s+([01])|powermode\s+([012]))\s*$/gm)]
  const saves = new Set(told.map(([, low, mode]) => (low ?? mode) === '1'))
  const [only] = saves
  return saves.size === 1 ? (only ?? null) : null
}

/** Whether the firmware's power profile of a Linux machine saves power; null where there is none. */
export function lowPowerFromSys(file = '/sys/firmware/acpi/platform_profile'): boolean | null {
  const profile = attempt(() => readFileSync(file, 'utf8').trim())
  return profile === null ? null : profile === 'low-power' || profile === 'quiet'
}

/** Whether this machine was told to save power; null where the system does not say. */
export function lowPower(): boolean | null {
  if (platform() === 'linux') return lowPowerFromSys()
  if (platform() !== 'darwin') return null
  const output = commandOutput('pmset', ['-g'], { timeout: 1000 })
  return output === null ? null : lowPowerFromPmset(output)
}
