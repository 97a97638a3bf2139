import { isObject, type JsonObject } from '../../../../json.ts'
import { believedWatts } from './most-watts.ts'

/** One line of `macmon pipe`: watts of the rails of the chip, of the whole machine, and who was at work. */
export interface MacmonLine {
  /** Watts of the whole machine (SMC `PSTR`); null where it is not told, or only repeats the rails. */
  readonly system: number | null
  /** Mean watts since the line before of CPU, GPU, Neural Engine and memory; null for a rail that is not known. */
  readonly rails: Readonly<Record<'cpu' | 'gpu' | 'ane' | 'ram', number | null>>
  /** Shares of time that CPU and GPU were at work, 0 to 1; null where it is not told. */
  readonly shares: Readonly<Record<'cpu' | 'gpu', number | null>>
}

/** A line of `macmon pipe`; null for what is none. */
export function macmonLine(line: string): MacmonLine | null {
  const values = parsed(line)
  if (values === null) return null
  const number = (name: string): number | null => {
    const value = values[name]
    return typeof value === 'number' && value >= 0 ? believedWatts(value) : null
  }
  const cpuShare = shareOf(values, ['cpu_active_ratio', 'ecpu_active_ratio', 'pcpu_active_ratio'], 'cpu_usage_pct')
  const gpuShare = shareOf(values, ['gpu_active_ratio'], 'gpu_usage')
  const rails = {
    cpu: number('cpu_power'),
    gpu: number('gpu_power'),
    ane: number('ane_power'),
    ram: number('ram_power'),
  }
  if (Object.values(rails).every((watts) => watts === null) && number('sys_power') === null) return null
  const together = number('all_power')
  const system = number('sys_power')
  return {
    // macmon gives the greater of both: where it is that of the rails, the machine's own sensor told less, or nothing.
    system: system === null || system === 0 || (together !== null && system <= together) ? null : system,
    rails,
    shares: { cpu: cpuShare, gpu: gpuShare },
  }
}

function parsed(line: string): JsonObject | null {
  try {
    const told: unknown = JSON.parse(line)
    return isObject(told) ? told : null
  } catch {
    return null
  }
}

/** The greatest of some shares; of older releases the second of a pair of frequency and share. */
function shareOf(values: Readonly<Record<string, unknown>>, names: readonly string[], older: string): number | null {
  const found = names.flatMap((name) => {
    const value = values[name]
    return isShare(value) ? [value] : []
  })
  const pair = values[older]
  const last: unknown = Array.isArray(pair) ? pair[1] : pair
  if (isShare(last)) found.push(last)
  return found.length === 0 ? null : Math.min(1, Math.max(...found))
}

/** Shares are rounded a little above 1; what is far from one is damage. */
function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1.05
}
