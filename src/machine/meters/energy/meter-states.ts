import { platform } from 'node:os'
import { plainText } from '../../../plain-text.ts'
import type { EnergyScope } from '../../../record/energy.ts'
import type { EnergyMeter } from './energy-meter.ts'
import { type MeterName, meterNames } from './energy-wish.ts'
import { meterOf, started } from './meters.ts'
import { remedyFor } from './remedies.ts'

/** A meter of this machine, and whether it works. */
export interface MeterState {
  readonly name: MeterName
  /** Part of the machine that it sees; null where it does not work. */
  readonly scope: EnergyScope | null
  /** Names of what it reads; empty where it does not work. */
  readonly rails: readonly string[]
  /** Reason why it does not work; null where it does. */
  readonly reason: string | null
  /** The way to have it work, or what to take in its place; null where it works. */
  readonly remedy: string | null
  /** Whether its output was recorded on a real machine for the tests, or only read of in its documentation. */
  readonly format: 'recorded' | 'read, never seen'
}

/** Every meter, started and ended again: what each says of this machine. Never rejects. */
export async function meterStates(meters: (name: MeterName) => EnergyMeter = meterOf): Promise<MeterState[]> {
  return await Promise.all(meterNames.map(async (name) => await stateOf(name, meters(name))))
}

async function stateOf(name: MeterName, meter: EnergyMeter): Promise<MeterState> {
  const format = formatOf(name)
  const watch = await started(meter).catch((error: unknown) => plainText(String(error)))
  if (typeof watch === 'string') {
    return { name, scope: null, rails: [], reason: watch, remedy: remedyFor(name, watch), format }
  }
  watch.stop()
  return { name, scope: watch.scope, rails: watch.rails(), reason: null, remedy: null, format }
}

/** Meters whose tools were recorded; of the battery's that of macOS. */
const ofRecordings: ReadonlySet<MeterName> = new Set(['macmon', 'powermetrics', 'nvidia-smi'])

function formatOf(name: MeterName): MeterState['format'] {
  const isRecorded = ofRecordings.has(name) || (name === 'battery' && platform() === 'darwin')
  return isRecorded ? 'recorded' : 'read, never seen'
}
