import { readdirSync, readFileSync } from 'node:fs'
import { loadavg, platform } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { onBattery } from '../facts/battery.ts'
import { lowPower } from '../facts/low-power.ts'
import { thermalPressure } from '../facts/thermal-pressure.ts'
import { now } from '../../clock.ts'

/** What went on around a block of requests. Null where the system does not say (all but Linux). */
export interface Conditions {
  /** How late this process's event loop was: 99th percentile and worst, in milliseconds. */
  readonly lagP99Ms: number
  readonly lagMaxMs: number
  /** Pages read back from swap, by any process. */
  readonly swapIns: number | null
  /** Other model hosts on this machine, and the cores they used (1 is one core). */
  readonly otherHosts: number | null
  readonly otherHostsCores: number | null
  /** Cores used by all processes but this one. */
  readonly othersCores: number | null
  /** Cores used by this process. */
  readonly ownCores: number
  /** One-minute load average as the block began. */
  readonly loadAverage: number | null
  readonly onBattery: boolean | null
  /** Whether the machine was told to save power. */
  readonly lowPower: boolean | null
  /** 0 nominal, 1 moderate, 2 heavy, 3 trapping, 4 sleeping; macOS only. */
  readonly thermalPressure: number | null
}

const resolutionMs = 10
/** Timers are a millisecond coarse; what lies below is no lag. */
const timerCoarsenessMs = 1.5
const ticksPerSecond = 100

let knownPower: { at: number; state: Pick<Conditions, 'onBattery' | 'lowPower' | 'thermalPressure'> } | null = null
/** Asked for at most this often: on macOS each answer is a process. */
const powerEveryMs = 5000

function powerState(): Pick<Conditions, 'onBattery' | 'lowPower' | 'thermalPressure'> {
  if (knownPower === null || now() - knownPower.at > powerEveryMs) {
    knownPower = {
      at: now(),
      state: { onBattery: onBattery(), lowPower: lowPower(), thermalPressure: thermalPressure() },
    }
  }
  return knownPower.state
}

interface Reading {
  readonly at: number
  readonly swapIns: number | null
  readonly busyTicks: number | null
  readonly ownTicks: number | null
  readonly hosts: ReadonlyMap<number, number> | null
}

/** Starts watching; the returned function ends it. Both read outside any timed window. */
export function watchConditions(): () => Conditions {
  const before = read()
  const power = powerState()
  const cpu = process.cpuUsage()
  const loadAverage = platform() === 'win32' ? null : (loadavg()[0] ?? null)
  const lag = monitorEventLoopDelay({ resolution: resolutionMs })
  lag.enable()
  return () => {
    lag.disable()
    const after = read()
    const seconds = (after.at - before.at) / 1000
    const { user, system } = process.cpuUsage(cpu)
    return {
      lagP99Ms: lagOf(lag.percentile(99)),
      lagMaxMs: lagOf(lag.max),
      swapIns: difference(before.swapIns, after.swapIns),
      otherHosts: after.hosts?.size ?? null,
      otherHostsCores: coresOfHosts(before, after, seconds),
      othersCores: coresOfOthers(before, after, seconds),
      ownCores: seconds > 0 ? (user + system) / 1e6 / seconds : 0,
      loadAverage,
      ...power,
    }
  }
}

/** The worst of several blocks; what one of them does not know, none does. */
export function worstConditions(blocks: readonly Conditions[]): Conditions | null {
  const [first, ...others] = blocks
  if (first === undefined) return null
  return others.reduce(
    (worst, block) => ({
      lagP99Ms: Math.max(worst.lagP99Ms, block.lagP99Ms),
      lagMaxMs: Math.max(worst.lagMaxMs, block.lagMaxMs),
      swapIns: higher(worst.swapIns, block.swapIns),
      otherHosts: higher(worst.otherHosts, block.otherHosts),
      otherHostsCores: higher(worst.otherHostsCores, block.otherHostsCores),
      othersCores: higher(worst.othersCores, block.othersCores),
      ownCores: Math.max(worst.ownCores, block.ownCores),
      // Before the first block: later ones see this run's own load.
      loadAverage: worst.loadAverage,
      onBattery: worst.onBattery === null ? block.onBattery : worst.onBattery || block.onBattery === true,
      lowPower: worst.lowPower === null ? block.lowPower : worst.lowPower || block.lowPower === true,
      thermalPressure: higher(worst.thermalPressure, block.thermalPressure),
    }),
    first,
  )
}

function higher(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other)
}

/** The histogram holds the time between two ticks of its timer, in nanoseconds. */
function lagOf(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - resolutionMs - timerCoarsenessMs)
}

function read(): Reading {
  return {
    at: now(),
    swapIns: numberIn('/proc/vmstat', /^pswpin (\d+)$/m),
    busyTicks: busyTicks(),
    ownTicks: ticksOf('self'),
    hosts: otherHosts(),
  }
}

function difference(before: number | null, after: number | null): number | null {
  return before === null || after === null ? null : after - before
}

function coresOfHosts(before: Reading, after: Reading, seconds: number): number | null {
  if (before.hosts === null || after.hosts === null || !(seconds > 0)) return null
  let ticks = 0
  for (const [pid, used] of after.hosts) ticks += used - (before.hosts.get(pid) ?? used)
  return ticks / ticksPerSecond / seconds
}

function coresOfOthers(before: Reading, after: Reading, seconds: number): number | null {
  const all = difference(before.busyTicks, after.busyTicks)
  const own = difference(before.ownTicks, after.ownTicks)
  if (all === null || own === null || !(seconds > 0)) return null
  return Math.max(0, (all - own) / ticksPerSecond / seconds)
}

/** Ticks in which any core was at work: user, nice, system, interrupts. */
function busyTicks(): number | null {
  const line = /^cpu +(.*)$/m.exec(textOf('/proc/stat'))?.[1]
  if (line === undefined) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(' ').map(Number)
  return user + nice + system + irq + softirq
}

function ticksOf(pid: number | 'self'): number | null {
  // The command may hold spaces and parentheses: the fields start after the last one.
  const fields = textOf(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')
  const user = Number(fields?.[11])
  const system = Number(fields?.[12])
  return Number.isFinite(user + system) ? user + system : null
}

function otherHosts(): Map<number, number> | null {
  let names: string[]
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {
    return null
  }
  const hosts = new Map<number, number>()
  for (const pid of names.map(Number)) {
    if (pid === process.pid || !textOf(`/proc/${pid}/cmdline`).includes('host/model-host.js')) continue
    const ticks = ticksOf(pid)
    if (ticks !== null) hosts.set(pid, ticks)
  }
  return hosts
}

function numberIn(path: string, pattern: RegExp): number | null {
  const found = pattern.exec(textOf(path))?.[1]
  return found === undefined ? null : Number(found)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
