import type { MachineFacts } from '../../record/machine/facts.ts'
import { throttles } from '../../machine/meters/throttles.ts'
import type { FoundMeter } from './examination.ts'

/** The meters of this package, and whether they work here. Those of energy are added to this list. */
export function foundMeters(
  { probes, power, thermalPressure }: MachineFacts,
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
    {
      name: 'nvidia-smi',
      works: probes.some(({ name, state }) => name === 'nvidia' && state === 'answered'),
      note: 'cards, drivers and memory of NVIDIA',
    },
  ]
}
