import { autoPick } from '../../machine/meters/energy/choose-meter.ts'
import { type MeterState, meterStates } from '../../machine/meters/energy/meter-states.ts'
import type { FoundEnergy } from './examination.ts'

/** The meters of energy, and the one that `auto` takes by where a model computes. */
export async function foundEnergy(): Promise<FoundEnergy> {
  return energyOf(await meterStates())
}

/** As {@link foundEnergy}, of meters that were looked at. */
export function energyOf(meters: readonly MeterState[]): FoundEnergy {
  const pick = (computes: 'cpu' | 'gpu' | 'both'): MeterState['name'] | null => autoPick(meters, computes)?.name ?? null
  return { meters, auto: { cpu: pick('cpu'), gpu: pick('gpu'), both: pick('both') } }
}
