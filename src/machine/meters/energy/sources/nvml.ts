import { createRequire } from 'node:module'
import { platform } from 'node:os'
import { MeterBook } from '../meter-book.ts'
import { poll } from '../poll.ts'

/** The part of koffi's interface that is used here: the package is optional, and so are its types. */
export interface Koffi {
  load(library: string): { func(declaration: string): (...given: unknown[]) => number }
}

/** Counters of NVML that are read, and how that is ended. */
export interface NvmlCounters {
  readonly book: MeterBook
  readonly stop: () => void
}

const everyMs = 200
const succeeded = 0

/**
 * NVML's counters of energy (`nvmlDeviceGetTotalEnergyConsumption`, millijoules since the driver was loaded), where
 * the optional package koffi is installed and the devices have them (Volta and later); null elsewhere.
 * @param devices `GPU 0` and so on, in nvidia-smi's order, which is NVML's
 */
export function nvmlCounters(devices: readonly string[], load: () => Koffi = loadKoffi): NvmlCounters | null {
  try {
    const koffi = load()
    const nvml = koffi.load(platform() === 'win32' ? 'nvml.dll' : 'libnvidia-ml.so.1')
    if (nvml.func('int nvmlInit_v2()')() !== succeeded) return null
    const handleOf = nvml.func('int nvmlDeviceGetHandleByIndex_v2(unsigned int index, _Out_ void **device)')
    const energyOf = nvml.func('int nvmlDeviceGetTotalEnergyConsumption(void *device, _Out_ uint64_t *energy)')
    const readers = devices.map((device) => readerOf(device, handleOf, energyOf))
    const book = new MeterBook('counter')
    const stops = readers.map(({ device, read }) => poll(everyMs, read, (value, at) => book.add({ device, at, value })))
    return {
      book,
      stop: () => {
        for (const stop of stops) stop()
        nvml.func('int nvmlShutdown()')()
      },
    }
  } catch {
    // Without the counter the integral stands alone.
    return null
  }
}

type Function = (...given: unknown[]) => number

/** @throws TypeError where a device has no such counter */
function readerOf(device: string, handleOf: Function, energyOf: Function): { device: string; read: () => number } {
  const handle: unknown[] = [null]
  if (handleOf(Number(device.replace(/\D/gu, '')), handle) !== succeeded) throw new TypeError(device)
  const read = (): number => {
    const energy: unknown[] = [0]
    if (energyOf(handle[0], energy) !== succeeded) throw new TypeError(device)
    return Number(energy[0]) / 1000
  }
  read()
  return { device, read }
}

/** At first use: most projects do not have it. */
function loadKoffi(): Koffi {
  return createRequire(import.meta.url)('koffi') as Koffi
}
