import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { attempt } from './probe.ts'

/**
 * Physical cores from Linux's /sys topology: processors that name the same siblings share a core.
 * Null where the folder says nothing.
 */
export function physicalCoresFromSys(folder = '/sys/devices/system/cpu'): number | null {
  const processors = attempt(() => readdirSync(folder)) ?? []
  const cores = new Set<string>()
  for (const name of processors) {
    if (!/^cpu\d+$/u.test(name)) continue
    const path = join(folder, name, 'topology', 'thread_siblings_list')
    const siblings = attempt(() => readFileSync(path, 'utf8').trim())
    if (siblings !== null && siblings !== '') cores.add(siblings)
  }
  return cores.size === 0 ? null : cores.size
}
