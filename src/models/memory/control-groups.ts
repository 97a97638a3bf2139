import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Reads a file of /proc or /sys; empty where there is none. */
export type ReadText = (path: string) => string

/** Names of the files of a memory controller, by the version of its hierarchy. */
interface Controller {
  /** Folder that the hierarchy is mounted at. */
  readonly mount: string
  readonly limits: readonly string[]
  readonly usage: string
  /** Line of its statistics with the pages of files that it can give up at once. */
  readonly idleFiles: string
}

const second: Controller = {
  mount: '/sys/fs/cgroup',
  // A group above `high` is slowed down until it is below again.
  limits: ['memory.max', 'memory.high'],
  usage: 'memory.current',
  idleFiles: 'inactive_file',
}
const first: Controller = {
  mount: '/sys/fs/cgroup/memory',
  limits: ['memory.limit_in_bytes'],
  usage: 'memory.usage_in_bytes',
  idleFiles: 'total_inactive_file',
}

/** A limit as large as no machine has memory means none: 64 TiB. */
const noLimit = 2 ** 46

/**
 * Bytes that this process may still take by the control groups it is in: the least of its own and of those around it,
 * in both versions of the hierarchy. Pages of files that a group can give up count as free. Null where none has a
 * limit, or nobody says.
 */
export function controlGroupRoom(read: ReadText = textOf): number | null {
  const rooms = read('/proc/self/cgroup')
    .split('\n')
    .flatMap((line): (number | null)[] => {
      const { controllers, path } = /^\d+:(?<controllers>[^:]*):(?<path>\/.*)$/u.exec(line)?.groups ?? {}
      if (controllers === undefined || path === undefined) return []
      if (controllers === '') return [roomIn(second, path, read)]
      return controllers.split(',').includes('memory') ? [roomIn(first, path, read)] : []
    })
    .filter((room) => room !== null)
  return rooms.length === 0 ? null : Math.min(...rooms)
}

function roomIn(controller: Controller, path: string, read: ReadText): number | null {
  const rooms = withParents(path)
    .map((group) => roomOf(controller, join(controller.mount, group), read))
    .filter((room) => room !== null)
  return rooms.length === 0 ? null : Math.min(...rooms)
}

/** A group and those around it. In a container its path may be one outside, of which only the root is seen. */
function withParents(path: string): string[] {
  const paths = [path]
  for (let group = path; group !== '/' && paths.length < 64; group = dirname(group)) paths.push(dirname(group))
  return paths
}

function roomOf({ limits, usage, idleFiles }: Controller, folder: string, read: ReadText): number | null {
  const limit = Math.min(...limits.map((name) => bytesIn(read(join(folder, name))) ?? noLimit))
  if (limit >= noLimit) return null
  const used = bytesIn(read(join(folder, usage)))
  if (used === null) return limit
  const idle = bytesIn(new RegExp(`^${idleFiles} (\\d+)$`, 'mu').exec(read(join(folder, 'memory.stat')))?.[1] ?? '')
  return Math.max(0, limit - Math.max(0, used - (idle ?? 0)))
}

function bytesIn(text: string): number | null {
  return /^\d{1,20}$/u.test(text.trim()) ? Number(text) : null
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
