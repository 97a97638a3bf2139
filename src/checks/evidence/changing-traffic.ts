import type { RunHeader } from '../../plan/header.ts'

/** A ramp, a burst or a trace changes its traffic on purpose, and latency changes with it. */
export function trafficChanges({ plan: { load } }: RunHeader): boolean {
  return load.kind === 'open' && load.name !== 'rate'
}
