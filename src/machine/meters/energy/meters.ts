import { platform } from 'node:os'
import { type EnergyMeter, type EnergyWatch, MeterUnavailable, otherSystem } from './energy-meter.ts'
import type { MeterName } from './energy-wish.ts'
import { appleBatteryMeter } from './sources/apple-battery.ts'
import { linuxBatteryMeter } from './sources/linux-battery.ts'
import { macmon } from './sources/macmon.ts'
import { nvidiaSmi } from './sources/nvidia-smi.ts'
import { powermetrics } from './sources/powermetrics.ts'
import { rapl } from './sources/rapl.ts'

/** Systems on which a meter can be at all. */
const systems: Readonly<Record<MeterName, readonly NodeJS.Platform[]>> = {
  macmon: ['darwin'],
  powermetrics: ['darwin'],
  'nvidia-smi': ['linux', 'win32'],
  rapl: ['linux'],
  battery: ['darwin', 'linux'],
}

const systemNames: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS',
  linux: 'Linux',
  win32: 'Windows',
}

const meters: Readonly<Record<MeterName, () => EnergyMeter>> = {
  macmon,
  powermetrics,
  'nvidia-smi': nvidiaSmi,
  rapl,
  battery: () => (platform() === 'darwin' ? appleBatteryMeter() : linuxBatteryMeter()),
}

/** The meter of a name; on another system one that says so. */
export function meterOf(name: MeterName): EnergyMeter {
  if (systems[name].includes(platform())) return meters[name]()
  const where = systems[name].map((system) => systemNames[system]).join(' and ')
  return { name, start: async () => await Promise.reject(new MeterUnavailable(`${otherSystem}${where}`)) }
}

/** A meter that reads, or the reason why it cannot. */
export async function started(meter: EnergyMeter): Promise<EnergyWatch | string> {
  try {
    return await meter.start()
  } catch (error) {
    if (error instanceof MeterUnavailable) return error.message
    throw error
  }
}
