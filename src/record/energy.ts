import type { JsonNumber, Provenance } from './figure.ts'

/** Energy drawn over the measured window. */
export interface EnergyRecord {
  /** Name of the meter, for example `nvidia-smi`; null where watts were declared or assumed. */
  meter: string | null
  provenance: Provenance
  /** Part of the machine whose power the meter sees. */
  scope: 'gpu' | 'cpu' | 'soc' | 'system'
  windowMs: number
  /** All energy of the window. */
  grossJoules: JsonNumber
  /** Part of it that the machine would not have drawn idle; null where its idle power is not known. */
  netJoules: JsonNumber
  idleWatts: JsonNumber
  joulesPerRequest: JsonNumber
  joulesPerOutputToken: JsonNumber
}
