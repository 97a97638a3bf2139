import type { EnergyOption, EnergyWish } from '../machine/meters/energy/energy-wish.ts'

/** The wish of a bench that says nothing, in a configuration that says nothing either. */
export const freeEnergy: EnergyWish = { kind: 'free', watts: null }

/**
 * The meter that is wanted, in plain data.
 * @param watts that the configuration declares; null for none
 */
export function energyWish(option: EnergyOption | undefined, watts: number | null): EnergyWish {
  if (option === undefined) return { kind: 'free', watts }
  if (option === 'off') return { kind: 'off' }
  if (typeof option === 'string') return { kind: 'meter', meter: option, idleMs: 0, watts }
  if ('meter' in option) return { kind: 'meter', meter: option.meter, idleMs: option.idle ?? 0, watts }
  if ('watts' in option) return { kind: 'declared', watts: option.watts, idleWatts: option.idleWatts ?? null }
  const { read: _function, idle = 0, ...custom } = option
  return { kind: 'custom', custom, idleMs: idle }
}

/** Watts that the configuration declares, by either of its options; null for none. */
export function declaredWattsOf(wish: EnergyWish): number | null {
  return wish.kind === 'off' || wish.kind === 'custom' ? null : wish.watts
}

/** The function of an option that has one; null for any other. */
export function meterFunction(option: EnergyOption | undefined): (() => number | Promise<number>) | null {
  return typeof option === 'object' && 'read' in option ? option.read : null
}
