import * as v from 'valibot'
import { metricNames } from '../../metrics/definitions.ts'
import { positive } from '../../option-check/kinds.ts'
import type { MetricName } from '../../record/metric.ts'
import type { EnergyPer } from './energy/energy-per.ts'
import type { Acceptable } from './accept-option.ts'

/** Options of a claim that may rest on less than what was measured, with their defaults. */
interface AcceptChecked {
  readonly accept: readonly Acceptable[]
}

/** Options of a claim about one metric, with their defaults; the load says which one where none is named. */
export interface MetricChecked extends AcceptChecked {
  readonly of?: MetricName | undefined
}

const accept = v.optional(
  v.pipe(
    v.array(v.picklist(['estimated', 'assumed', 'simulated'])),
    v.description('a list of "estimated", "assumed" and "simulated"'),
  ),
  [],
)

/** Schemas of `MetricOption`, for matchers that have more options than these. */
export const metricEntries: {
  readonly of: v.GenericSchema<MetricName | undefined>
  readonly accept: v.GenericSchema<readonly Acceptable[] | undefined, readonly Acceptable[]>
} = { of: v.optional(v.picklist(metricNames)), accept }

/** Schemas of `EnergyClaimOption`. */
export const energyEntries: {
  readonly per: v.GenericSchema<EnergyPer | undefined, EnergyPer>
  readonly net: v.GenericSchema<boolean | undefined, boolean>
  readonly accept: v.GenericSchema<readonly Acceptable[] | undefined, readonly Acceptable[]>
} = { per: v.optional(v.picklist(['token', 'request', 'run']), 'request'), net: v.optional(v.boolean(), false), accept }

/** Schema of `AcceptOption`. */
export const acceptSchema: v.GenericSchema<unknown, AcceptChecked> = v.strictObject({ accept })

/** Schema of `MetricOption`. */
export const metricSchema: v.GenericSchema<unknown, MetricChecked> = v.strictObject(metricEntries)

/** Schema of a share of requests that a claim asks for. */
export const ratioSchema: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.minValue(0),
  v.ltValue(1),
  v.description('a share of 0 or more and below 1: 95 % is 0.95'),
)

/** Schema of a band beside another run's figure. */
export const bandSchema: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.minValue(0),
  v.ltValue(1),
  v.description('a share of 0 or more and below 1: 5 % is 0.05'),
)

/** Schema of a band on both sides of another arm's figure: one of 0 would hold nothing. */
export const widthSchema: v.GenericSchema<number> = v.pipe(
  v.number(),
  v.gtValue(0),
  v.ltValue(1),
  v.description('a share above 0 and below 1: 5 % is 0.05'),
)

/** Band between two arms where nobody names one: identical hosts differ by some per cent. */
export const usualBand = 0.05

/** Schema of a limit above 0 in a unit. */
export function limitSchema(unit: string): v.GenericSchema<number> {
  return v.pipe(positive, v.description(`a number above 0, in ${unit}`))
}
