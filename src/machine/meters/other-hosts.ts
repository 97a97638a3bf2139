import { ticksOf } from '../processes/cpu-ticks.ts'
import { procIds, procText } from '../processes/proc.ts'

/** Ticks of every other model host on this machine by its process; null where the system does not say. */
export function otherHosts(): Map<number, number> | null {
  const pids = procIds()
  if (pids === null) return null
  const hosts = new Map<number, number>()
  for (const pid of pids) {
    if (pid === process.pid || !procText(`${pid}/cmdline`).includes('host/model-host.js')) continue
    const ticks = ticksOf(pid)
    if (ticks !== null) hosts.set(pid, ticks)
  }
  return hosts
}
