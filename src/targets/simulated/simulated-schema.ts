import * as v from 'valibot'
import { notNegative, whole, wholeOrZero } from '../../option-check/kinds.ts'
import type { SimulateOptions } from './simulation.ts'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('a share from 0 to 1'))

/** Schemas of programmed times. */
const entries = {
  ttft: v.optional(notNegative),
  tpot: v.optional(notNegative),
  jitter: v.optional(notNegative),
  failures: v.optional(share),
  seed: v.optional(wholeOrZero),
}

/** Schema of `SimulatedOptions`. */
export const simulatedSchema: v.GenericSchema<Omit<SimulateOptions, 'tokens'>> = v.strictObject(entries) as never

/** Schema of {@link SimulateOptions}. */
export const simulateSchema: v.GenericSchema<SimulateOptions> = v.strictObject({
  ...entries,
  tokens: v.optional(whole),
}) as never
