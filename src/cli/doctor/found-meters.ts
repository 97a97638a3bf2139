import type { MachineFacts } from '../../record/machine/facts.ts'
import { throttles } from '../../machine/meters/throttles.ts'
import type { FoundMeter } from './examination.ts'

/** Meters that every measurement has around it, and whether they work here. */
export function foundMeters(
  { power, thermalPressure }: MachineFacts,
  platform: NodeJS.Platform = process.platform,
): FoundMeter[] {
  const isLinux = platform === 'linux'
  const heat = thermalPressure !== null || throttles() !== null
  return [
    {
      name: 'memory',
      works: isLinux,
      note: isLinux ? 'peak resident memory, anonymous and of files' : 'only the peak that a process knows of itself',
    },
    {
      name: 'conditions',
      works: true,
      note: isLinux ? 'lateness, swap, other programs' : 'lateness; other programs are seen on Linux only',
    },
    {
      name: 'power state',
      works: power.onBattery !== null || power.lowPower !== null,
      note: power.onBattery === null ? 'the system does not say what it draws on' : 'battery and low-power mode',
    },
    { name: 'heat', works: heat, note: heat ? 'pressure, or times held back' : 'the system does not say' },
  ]
}
