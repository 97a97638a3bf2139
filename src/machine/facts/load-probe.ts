import { loadavg } from 'node:os'
import type { Probe } from './run-probe.ts'

/** The one-minute load average as it is when the machine is asked. */
export const loadProbe: Probe<number> = { format: 'run', ask: async () => await Promise.resolve(loadavg()[0] ?? null) }
