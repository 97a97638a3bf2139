import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const systemFolder = '/sys/devices/system/cpu'
/** Names of the processors of this machine, which stay. */
let namesHere: readonly string[] | null = null

/**
 * Times that the processor of this machine has held back for heat since it started, from the counters of its
 * packages (Linux on Intel); null where it does not count.
 */
export function throttles(): number | null {
  namesHere ??= namesIn(systemFolder)
  return throttlesIn(systemFolder, namesHere)
}

/** As {@link throttles}, of the processors in a folder. */
export function throttlesIn(folder: string, names: readonly string[] = namesIn(folder)): number | null {
  // The counter is that of the package: the first and the last processor are of the first and the last of these.
  const ends = new Set([names[0], names.at(-1)].flatMap((name) => name ?? []))
  const counts = [...ends].flatMap((name) => countIn(join(folder, name)))
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^cpu\d+$/u.test(name))
      .toSorted((one, other) => Number(one.slice(3)) - Number(other.slice(3)))
  } catch {
    return []
  }
}

function countIn(processor: string): number[] {
  try {
    const count = Number(readFileSync(join(processor, 'thermal_throttle/package_throttle_count'), 'utf8'))
    return Number.isSafeInteger(count) ? [count] : []
  } catch {
    return []
  }
}
