import * as v from 'valibot'
import { type MockItemsOptions, scoreFaults, vectorFaults } from './items-options.ts'

const faults = [...new Set([...vectorFaults, ...scoreFaults])]

const atLeastOne = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_536))

const entries: Readonly<Record<keyof MockItemsOptions, v.GenericSchema>> = {
  dimensions: v.optional(atLeastOne),
  shape: v.optional(v.picklist(['openai', 'cohere', 'data', 'list'])),
  shuffled: v.optional(v.boolean()),
  usage: v.optional(v.picklist(['prompt', 'total', 'zeros', 'nonsense', 'absent'])),
  fault: v.optional(v.picklist(faults)),
  every: v.optional(atLeastOne),
}

/** Schema of {@link MockItemsOptions}. */
export const mockItemsSchema: v.GenericSchema = v.pipe(
  v.strictObject(entries),
  v.description('an object such as { dimensions: 384, fault: "nan", every: 10 }'),
)
