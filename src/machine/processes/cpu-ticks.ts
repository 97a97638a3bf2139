import { procText, statFields } from './proc.ts'

/** Number of ticks in a second, in which the kernel counts processor time. */
export const ticksPerSecond = 100

/** Ticks in which any core was at work: user, nice, system, interrupts. Null where the system does not say. */
export function busyTicks(): number | null {
  const line = /^cpu +(.*)$/m.exec(procText('stat'))?.[1]
  if (line === undefined) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(' ').map(Number)
  return user + nice + system + irq + softirq
}

/** Ticks that a process has used; null where the system does not say. */
export function ticksOf(pid: number | 'self'): number | null {
  const fields = statFields(pid)
  const [user, system] = [Number(fields[11]), Number(fields[12])]
  return Number.isFinite(user + system) ? user + system : null
}
