import type { EnergyRefusalCode, EnergyRefusalRecord } from '../../../../record/energy.ts'

/** Energy of a window, with the parts of its error. */
export interface KnownEnergy {
  readonly state: 'known'
  readonly joules: number
  /** Variance of the error of sampling, in joules squared. */
  readonly variance: number
  /** Joules by which it may be less, or more, for other reasons than sampling. */
  readonly below: number
  readonly above: number
  readonly readings: number
}

/** Energy that cannot be told, and why. */
export interface RefusedEnergy {
  readonly state: 'refused'
  readonly refusal: EnergyRefusalRecord
}

export type EnergyReading = KnownEnergy | RefusedEnergy

/** A refusal with its code and its sentence. */
export function refused(code: EnergyRefusalCode, reason: string): RefusedEnergy {
  return { state: 'refused', refusal: { code, reason } }
}

/** Nothing yet, to which energies are added. */
export const noEnergy: KnownEnergy = { state: 'known', joules: 0, variance: 0, below: 0, above: 0, readings: 0 }

/** Two energies of one scope together: errors of sampling are independent, the others may all point one way. */
export function addEnergy(one: EnergyReading, other: EnergyReading): EnergyReading {
  if (one.state === 'refused') return one
  if (other.state === 'refused') return other
  return {
    state: 'known',
    joules: one.joules + other.joules,
    variance: one.variance + other.variance,
    below: one.below + other.below,
    above: one.above + other.above,
    readings: one.readings + other.readings,
  }
}
