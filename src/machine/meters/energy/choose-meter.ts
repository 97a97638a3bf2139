import type { EnergyRefusalRecord, EnergyScope } from '../../../record/energy.ts'
import { type EnergyMeter, type EnergyWatch, otherSystem } from './energy-meter.ts'
import { type EnergyWish, type MeterName, meterNames } from './energy-wish.ts'
import { meterOf, started } from './meters.ts'
import { customMeter } from './sources/custom.ts'
import { declaredWatts } from './sources/declared.ts'

/** Where what is measured computes: on a GPU, on the processor, on both, or nobody knows. */
export type Computes = 'gpu' | 'cpu' | 'both' | 'unknown'

/** The meter that all arms of a comparison are measured by, or the reason why there is none. */
export interface ChosenMeter {
  /** Null where nothing is to be measured, or nothing works. */
  readonly watch: EnergyWatch | null
  /** Null unless a meter was asked for and none works. */
  readonly refusal: EnergyRefusalRecord | null
  /** Meters that were tried or left out before it, each with the reason. */
  readonly passedOver: readonly string[]
}

const nothing: ChosenMeter = { watch: null, refusal: null, passedOver: [] }

/**
 * Starts the meter that was asked for; of `auto` the best one that works and sees where the work is done.
 * @param read the user's own function; null where none was given
 */
export async function chooseMeter(
  wish: EnergyWish,
  computes: Computes,
  read: (() => number | Promise<number>) | null = null,
  meters: (name: MeterName) => EnergyMeter = meterOf,
): Promise<ChosenMeter> {
  if (wish.kind === 'off') return nothing
  if (wish.kind === 'declared') return { ...nothing, watch: await declared(wish.watts) }
  if (wish.kind === 'custom') {
    return await only(customMeter({ ...wish.custom, read: read ?? missing }))
  }
  if (wish.kind === 'free') {
    if (wish.watts !== null) return { ...nothing, watch: await declared(wish.watts) }
    // Where nobody asked for energy, that there is none needs no word.
    return { ...(await firstOf(['rapl'], computes, meters)), refusal: null }
  }
  if (wish.meter !== 'auto') return await only(meters(wish.meter))
  const found = await firstOf(meterNames, computes, meters)
  if (found.watch !== null || wish.watts === null) return found
  return { watch: await declared(wish.watts), refusal: null, passedOver: found.passedOver }
}

async function declared(watts: number): Promise<EnergyWatch> {
  return await declaredWatts(watts).start()
}

async function only(meter: EnergyMeter): Promise<ChosenMeter> {
  const watch = await started(meter)
  if (typeof watch !== 'string') return { ...nothing, watch }
  const reason = `the meter ${meter.name} does not work here: ${watch}`
  return { watch: null, refusal: { code: 'no-meter', reason }, passedOver: [`${meter.name}: ${watch}`] }
}

async function firstOf(
  names: readonly MeterName[],
  computes: Computes,
  meters: (name: MeterName) => EnergyMeter,
): Promise<ChosenMeter> {
  const passedOver: string[] = []
  for (const name of names) {
    // What can be said of a name costs no start.
    const blind = name === 'nvidia-smi' ? blindTo('gpu', computes) : null
    // oxlint-disable-next-line no-await-in-loop -- the next is tried where this one does not work
    const watch = blind ?? (await started(meters(name)))
    if (typeof watch !== 'string') {
      const unseen = blindTo(watch.scope, computes)
      if (unseen === null) return { watch, refusal: null, passedOver }
      watch.stop()
      passedOver.push(`${name}: ${unseen}`)
    } else passedOver.push(`${name}: ${watch}`)
  }
  // That a meter is of another system is no news to anybody.
  const told = passedOver.filter((one) => !one.includes(otherSystem))
  const reason = `no meter works here (${told.join('; ')}): declare the watts, energy: { watts: 30 }`
  return { watch: null, refusal: { code: 'no-meter', reason }, passedOver }
}

/** Why a meter of a scope cannot see what is measured; null where it may. */
function blindTo(scope: EnergyScope, computes: Computes): string | null {
  const [mayBeOnGpu, isOnCpu] = [computes === 'gpu' || computes === 'unknown', computes === 'cpu']
  if (scope === 'gpu' && !mayBeOnGpu) return 'it sees the GPU only, and not all is computed there'
  if (scope === 'cpu' && !isOnCpu) return 'it sees the processor only, and not all is known to be computed there'
  return null
}

/** The meter that `auto` takes among those that work, given best first; null for none. */
export function autoPick<Meter extends { readonly scope: EnergyScope | null }>(
  meters: readonly Meter[],
  computes: Computes,
): Meter | null {
  return meters.find(({ scope }) => scope !== null && blindTo(scope, computes) === null) ?? null
}

function missing(): never {
  throw new TypeError('the function is gone')
}
