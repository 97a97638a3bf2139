import { platform } from 'node:os'
import { attempt, commandOutput } from './probe.ts'

/**
 * Thermal pressure of this machine: 0 nominal, 1 moderate, 2 heavy, 3 trapping, 4 sleeping. Null where
 * it is not told: everywhere but on macOS.
 */
export function thermalPressure(): number | null {
  if (platform() !== 'darwin') return null
  const output = attempt(() =>
    commandOutput('notifyutil', ['-g', 'com.apple.system.thermalpressurelevel'], { timeout: 1000 }),
  )
  return output === null ? null : pressureIn(output)
}

/** The level in the output of `notifyutil -g`: the key and a number. */
export function pressureIn(output: string): number | null {
  const level = /thermalpressurelevel\s+([0-4])\s*$/.exec(output)?.[1]
  return level === undefined ? null : Number(level)
}
