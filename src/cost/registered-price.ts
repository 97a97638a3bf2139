import { entryOf, type ModelRegistry } from '../models/registry/entry.ts'
import { price } from './price.ts'
import type { Price } from './priced.ts'

/** The price that a registry declares of the model that a spec names; null where it declares none. */
export function registeredPrice(spec: string, registry: ModelRegistry): Price | null {
  const declared = entryOf(spec, registry)?.price ?? null
  return declared === null ? null : price({ ...declared, name: `price of ${spec.trim()}` })
}
