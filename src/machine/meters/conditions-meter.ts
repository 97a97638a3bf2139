import { loadavg, platform } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { now } from '../../clock.ts'
import { busyTicks, ticksOf, ticksPerSecond } from '../processes/cpu-ticks.ts'
import { procText } from '../processes/proc.ts'
import { type Conditions, lagStepMs, timerCoarsenessMs } from './conditions.ts'
import type { Meter } from './meter.ts'
import { otherHosts } from './other-hosts.ts'
import { powerState, worsePower } from './power-state.ts'
import { throttles } from './throttles.ts'

/** Counters, as they stand at one time. */
interface Counters {
  readonly at: number
  readonly swapIns: number | null
  readonly busyTicks: number | null
  readonly ownTicks: number | null
  readonly hosts: ReadonlyMap<number, number> | null
  readonly throttles: number | null
}

/** The meter of the conditions around the work of this process. */
export const conditionsMeter: Meter<Conditions> = {
  start() {
    const before = count()
    const { swapIns: swapInsBefore, ...power } = powerState()
    const cpu = process.cpuUsage()
    const loadAverage = platform() === 'win32' ? null : (loadavg()[0] ?? null)
    const lag = monitorEventLoopDelay({ resolution: lagStepMs })
    lag.enable()
    return {
      stop() {
        lag.disable()
        const after = count()
        const seconds = (after.at - before.at) / 1000
        const { swapIns: swapInsAfter, ...powerAfter } = powerState()
        const { user, system } = process.cpuUsage(cpu)
        return {
          lagP99Ms: lagOf(lag.percentile(99)),
          lagMaxMs: lagOf(lag.max),
          swapIns: difference(before.swapIns ?? swapInsBefore, after.swapIns ?? swapInsAfter),
          otherHosts: after.hosts?.size ?? null,
          otherHostsCores: coresOfHosts(before, after, seconds),
          othersCores: coresOfOthers(before, after, seconds),
          ownCores: seconds > 0 ? (user + system) / 1e6 / seconds : 0,
          loadAverage,
          throttles: difference(before.throttles, after.throttles),
          ...worsePower(power, powerAfter),
        }
      },
    }
  },
}

/** Lag in milliseconds from a time of the histogram, which lies between two ticks of its timer. */
function lagOf(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - lagStepMs - timerCoarsenessMs)
}

function count(): Counters {
  return {
    at: now(),
    swapIns: swapIns(),
    busyTicks: busyTicks(),
    ownTicks: ticksOf('self'),
    hosts: otherHosts(),
    throttles: throttles(),
  }
}

function swapIns(): number | null {
  const found = /^pswpin (\d+)$/m.exec(procText('vmstat'))?.[1]
  return found === undefined ? null : Number(found)
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before
}

function coresOfHosts(before: Counters, after: Counters, seconds: number): number | null {
  if (before.hosts === null || after.hosts === null || !(seconds > 0)) return null
  let ticks = 0
  for (const [pid, used] of after.hosts) ticks += used - (before.hosts.get(pid) ?? used)
  return ticks / ticksPerSecond / seconds
}

function coresOfOthers(before: Counters, after: Counters, seconds: number): number | null {
  const all = difference(before.busyTicks, after.busyTicks)
  const own = difference(before.ownTicks, after.ownTicks)
  if (all === null || own === null || !(seconds > 0)) return null
  return Math.max(0, (all - own) / ticksPerSecond / seconds)
}
