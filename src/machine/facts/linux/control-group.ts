import { mostBytes, mostCores, wholeNumber } from '../whole-number.ts'
import type { LinuxFiles } from './files.ts'

/** Limits of the control group that this process is in, and of those around it. */
export interface GroupLimits {
  /** Cores' worth of time that it may use; null for no limit. */
  readonly cores: number | null
  readonly memoryBytes: number | null
}

/** The limits, of version 2 or 1 of control groups, whichever is there. */
export async function readGroupLimits(files: LinuxFiles): Promise<GroupLimits> {
  const groups = (await files.text('proc/self/cgroup')) ?? ''
  const [unified, cpu, memory] = await Promise.all([
    unifiedLimits(files, groupPath(groups, '')),
    oldCores(files, groupPath(groups, 'cpu')),
    oldMemory(files, groupPath(groups, 'memory')),
  ])
  return {
    cores: lowest([unified.cores, cpu]),
    memoryBytes: lowest([unified.memoryBytes, memory]),
  }
}

/** Path of a controller's group in /proc/self/cgroup: `0::/a` of version 2, `3:cpu,cpuacct:/a` of version 1. */
export function groupPath(groups: string, controller: string): string {
  for (const line of groups.split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/u.exec(line) ?? []
    if (path !== undefined && controllers?.split(',').includes(controller)) return path
  }
  return '/'
}

/** Cores that `cpu.max` allows, `200000 100000` being two; null for `max`, and for what it cannot say. */
export function coresOfCpuMax(text: string): number | null {
  const [quota, period = '100000'] = text.trim().split(/\s+/u)
  return coresOf(quota, period)
}

function coresOf(quota: string | undefined, period: string | null): number | null {
  const [allowed, each] = [wholeNumber(quota, 1, 2 ** 40), wholeNumber(period, 1, 2 ** 32)]
  if (allowed === null || each === null) return null
  const cores = allowed / each
  return cores <= mostCores ? cores : null
}

async function unifiedLimits(files: LinuxFiles, path: string): Promise<GroupLimits> {
  const each = await Promise.all(
    ancestors(path).map(async (group) => {
      const [cpu, memory] = await Promise.all([
        files.text(`sys/fs/cgroup${group}/cpu.max`),
        files.text(`sys/fs/cgroup${group}/memory.max`),
      ])
      return { cores: coresOfCpuMax(cpu ?? ''), memoryBytes: wholeNumber(memory, 1, mostBytes) }
    }),
  )
  return { cores: lowest(each.map(({ cores }) => cores)), memoryBytes: lowest(each.map((one) => one.memoryBytes)) }
}

async function oldCores(files: LinuxFiles, path: string): Promise<number | null> {
  const each = await Promise.all(
    ancestors(path).map(async (group) => {
      const folder = `sys/fs/cgroup/cpu${group}`
      const [quota, period] = await Promise.all([
        files.text(`${folder}/cpu.cfs_quota_us`),
        files.text(`${folder}/cpu.cfs_period_us`),
      ])
      return coresOf(quota ?? undefined, period)
    }),
  )
  return lowest(each)
}

async function oldMemory(files: LinuxFiles, path: string): Promise<number | null> {
  const each = await Promise.all(
    ancestors(path).map(async (group) => await files.text(`sys/fs/cgroup/memory${group}/memory.limit_in_bytes`)),
  )
  // Without a limit it says a number near 2^63.
  return lowest(each.map((text) => wholeNumber(text, 1, mostBytes)))
}

/** A group and those around it, as paths without an end: `/a/b`, `/a` and the empty one. */
function ancestors(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '..')
  return [...parts.keys(), parts.length].map((count) =>
    parts
      .slice(0, count)
      .map((part) => `/${part}`)
      .join(''),
  )
}

function lowest(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null)
  return known.length === 0 ? null : Math.min(...known)
}
