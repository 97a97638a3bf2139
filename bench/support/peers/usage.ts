import { statFields, procText } from '../../../src/machine/processes/proc.ts'
import { withDescendants } from '../../../src/machine/processes/descendants.ts'
import { ticksPerSecond } from '../../../src/machine/processes/cpu-ticks.ts'

const everyMs = 250

/** What a program used, its children included. */
export interface ProgramUsage {
  /** Processor time, milliseconds. */
  readonly cpuMs: number
  /** Highest sum of the resident peaks of its processes that lived at once, bytes. */
  readonly peakBytes: number
}

/**
 * Watches a program from its start (Linux; zeros elsewhere). Processor time is what the kernel adds to this process
 * for a child that has ended and for all that the child waited for, so that nothing may end beside it.
 */
export function watchUsage(pid: number): () => ProgramUsage {
  const before = reapedTicks()
  let peakBytes = 0
  const look = (): void => {
    const bytes = withDescendants(pid).reduce((sum, member) => sum + residentPeak(member), 0)
    peakBytes = Math.max(peakBytes, bytes)
  }
  const timer = setInterval(look, everyMs)
  return () => {
    clearInterval(timer)
    return { cpuMs: ((reapedTicks() - before) / ticksPerSecond) * 1000, peakBytes }
  }
}

/** Ticks of the children of this process that have ended and were waited for. */
function reapedTicks(): number {
  const [user = 0, system = 0] = statFields('self').slice(13, 15).map(Number)
  return user + system
}

function residentPeak(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(procText(`${pid}/status`))?.[1] ?? 0) * 1024
}
