import { platform } from 'node:os'
import type { EnergyScope } from '../../../record/energy.ts'
import { type EnergyMeter, type EnergyWatch, MeterUnavailable } from './energy-meter.ts'
import { type MeterName, meterNames } from './energy-wish.ts'

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

/** The meter of a name; each is loaded when it is asked for. */
export async function meterOf(name: MeterName): Promise<EnergyMeter> {
  if (!systems[name].includes(platform())) {
    const where = systems[name].map((system) => systemNames[system]).join(' and ')
    return { name, start: async () => await Promise.reject(new MeterUnavailable(`it is one of ${where}`)) }
  }
  return await loaders[name]()
}

const loaders: Readonly<Record<MeterName, () => Promise<EnergyMeter>>> = {
  macmon: async () => (await import('./sources/macmon.ts')).macmon(),
  powermetrics: async () => (await import('./sources/powermetrics.ts')).powermetrics(),
  'nvidia-smi': async () => (await import('./sources/nvidia-smi.ts')).nvidiaSmi(),
  rapl: async () => (await import('./sources/rapl.ts')).rapl(),
  battery: async () =>
    platform() === 'darwin'
      ? (await import('./sources/apple-battery.ts')).appleBatteryMeter()
      : (await import('./sources/linux-battery.ts')).linuxBatteryMeter(),
}

/** A meter of this machine, and whether it works. */
export interface MeterState {
  readonly name: MeterName
  /** Part of the machine that it sees; null where it does not work. */
  readonly scope: EnergyScope | null
  /** Reason why it does not work; null where it does. */
  readonly reason: string | null
}

/** Every meter, started and ended again: what each says of this machine. */
export async function meterStates(): Promise<MeterState[]> {
  return await Promise.all(
    meterNames.map(async (name) => {
      const watch = await started(await meterOf(name))
      if (typeof watch === 'string') return { name, scope: null, reason: watch }
      watch.stop()
      return { name, scope: watch.scope, reason: null }
    }),
  )
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
