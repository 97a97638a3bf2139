import { readdirSync, readFileSync } from 'node:fs'

/** Bytes that processes hold in memory, by what they are; null where the system does not say. */
export type Resident = Readonly<Record<'main' | 'worker' | 'load host', number | null>>

/** Resident memory of Vitest's main process, this worker and the load host beside it (Linux). */
export function residentNow(): Resident {
  return {
    main: residentOf(process.ppid),
    worker: residentOf(process.pid),
    'load host': residentOf(loadHost(process.ppid)),
  }
}

function residentOf(pid: number | null): number | null {
  const status = pid === null ? null : read(`/proc/${pid}/status`)
  const kilobytes = status === null ? undefined : /VmRSS:\s+(\d+)/.exec(status)?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

/** The load host that a process has started; null where it has none. */
function loadHost(parent: number): number | null {
  const pids = read('/proc/self/status') === null ? [] : readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const found = pids.find(
    (pid) =>
      Number(/\) \S+ (\d+)/.exec(read(`/proc/${pid}/stat`) ?? '')?.[1]) === parent &&
      (read(`/proc/${pid}/cmdline`) ?? '').includes('load-host'),
  )
  return found === undefined ? null : Number(found)
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
