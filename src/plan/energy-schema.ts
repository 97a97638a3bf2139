import * as v from 'valibot'
import { type EnergyOption, meterNames } from '../machine/meters/energy/energy-wish.ts'
import { milliseconds, notNegative, positive, text } from '../option-check/kinds.ts'

/** Names of which an object has one: it says which kind of meter is meant. */
const kinds = ['meter', 'watts', 'read'] as const
/** Names that go with each of them. */
const beside: Readonly<Record<(typeof kinds)[number], readonly string[]>> = {
  meter: ['idle'],
  watts: ['idleWatts'],
  read: ['name', 'unit', 'scope', 'every', 'accuracy', 'limitWatts', 'idle'],
}

function isOneKind(given: object): boolean {
  const [kind, ...others] = kinds.filter((name) => Object.hasOwn(given, name))
  if (kind === undefined || others.length > 0) return false
  return Object.keys(given).every((name) => name === kind || beside[kind].includes(name))
}

const parts = v.strictObject({
  meter: v.optional(v.picklist(['auto', ...meterNames])),
  watts: v.optional(positive),
  idleWatts: v.optional(notNegative),
  read: v.optional(
    v.pipe(
      v.custom<() => number>((value) => typeof value === 'function'),
      v.description('a function that gives watts, or joules with unit: "J"'),
    ),
  ),
  name: v.optional(text),
  unit: v.optional(v.picklist(['W', 'J'])),
  scope: v.optional(v.picklist(['gpu', 'cpu', 'soc', 'system'])),
  every: v.optional(milliseconds),
  accuracy: v.optional(v.strictObject({ share: v.optional(notNegative), watts: v.optional(notNegative) })),
  limitWatts: v.optional(positive),
  idle: v.optional(milliseconds),
})

/** Schema of the option `energy`. */
export const energySchema: v.GenericSchema<EnergyOption | undefined> = v.optional(
  v.union([
    v.picklist(['off', 'auto', ...meterNames]),
    v.pipe(parts, v.check(isOneKind), v.description('{ meter, idle }, { watts, idleWatts } or { read, … }')),
  ]),
) as unknown as v.GenericSchema<EnergyOption | undefined>
