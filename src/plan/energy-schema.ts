import * as v from 'valibot'
import { type EnergyOption, meterNames } from '../machine/meters/energy/energy-wish.ts'
import { milliseconds, notNegative, positive, text } from '../option-check/kinds.ts'

const name = v.picklist(['auto', ...meterNames])
const idle = v.optional(milliseconds)

const custom = v.strictObject({
  name: v.optional(text),
  read: v.pipe(
    v.custom<() => number>((value) => typeof value === 'function'),
    v.description('a function that gives watts, or joules with unit: "J"'),
  ),
  unit: v.optional(v.picklist(['W', 'J'])),
  scope: v.optional(v.picklist(['gpu', 'cpu', 'soc', 'system'])),
  every: v.optional(milliseconds),
  accuracy: v.optional(v.strictObject({ share: v.optional(notNegative), watts: v.optional(notNegative) })),
  limitWatts: v.optional(positive),
  idle,
})

/** Schema of the option `energy`. */
export const energySchema: v.GenericSchema<EnergyOption | undefined> = v.optional(
  v.union([
    v.picklist(['off', 'auto', ...meterNames]),
    v.strictObject({ meter: name, idle }),
    v.strictObject({ watts: positive, idleWatts: v.optional(notNegative) }),
    custom,
  ]),
) as v.GenericSchema<EnergyOption | undefined>
