import * as v from 'valibot'
import { notNegative, positive, text } from '../../option-check/kinds.ts'
import { daySchema } from '../day-schema.ts'
import type { ElectricityOption, HardwareOption, VolumeOption } from './costing.ts'

const share = v.pipe(positive, v.maxValue(1), v.description('a share above 0 and at most 1: 0.3 for 30 %'))

/** Schema of the plugin's option `electricity`. */
export const electricitySchema: v.GenericSchema<ElectricityOption> = v.strictObject({
  usdPerKwh: v.pipe(notNegative, v.description('US dollars of 0 or more')),
  pue: v.optional(v.pipe(v.number(), v.finite(), v.minValue(1), v.description('a number of 1 or more'))),
  source: v.optional(text),
  date: v.optional(daySchema),
  taxes: v.optional(text),
})

/** Schema of the plugin's option `hardware`. */
export const hardwareSchema: v.GenericSchema<HardwareOption> = v.strictObject({
  usd: v.pipe(notNegative, v.description('US dollars of 0 or more')),
  years: v.pipe(positive, v.description('years above 0')),
  utilization: share,
  idleWatts: v.optional(v.pipe(notNegative, v.description('watts of 0 or more'))),
})

/** Schemas of `VolumeOption`. */
export const volumeEntries: {
  readonly requestsPerDay: v.GenericSchema<number | undefined>
  readonly month: v.GenericSchema<VolumeOption['month']>
} = {
  requestsPerDay: v.optional(v.pipe(positive, v.description('a number of requests above 0'))),
  month: v.optional(v.picklist(['30 days', '365/12 days'])),
}

/** Schema of the plugin's option `volume`. */
export const volumeSchema: v.GenericSchema<VolumeOption> = v.strictObject({ ...volumeEntries })
