import * as v from 'valibot'
import { positive } from '../option-check/kinds.ts'
import type { RooflineOption } from './roofline.ts'

/** Schema of the option `roofline`. */
export const rooflineSchema: v.GenericSchema<RooflineOption | undefined> = v.optional(
  v.union([
    v.picklist(['off', 'table', 'measure']),
    v.strictObject({
      cpuGBs: v.optional(v.union([positive, v.literal('measure')])),
      gpuGBs: v.optional(positive),
      cpuTflops: v.optional(positive),
      gpuTflops: v.optional(positive),
    }),
  ]),
)
