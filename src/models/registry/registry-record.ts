import type { RegistryRecord } from '../../record/target.ts'
import { entryOf, type ModelRegistry, registeredName } from './entry.ts'

/** The model that a spec names as its registry declares it, for a record; null for a spec that is no name. */
export function registryRecord(spec: string, registry: ModelRegistry): RegistryRecord | null {
  const entry = entryOf(spec, registry)
  if (entry === null) return null
  const { sha256, license, tags } = entry
  return {
    name: registeredName(spec, registry),
    sha256: sha256 === null ? null : [...sha256],
    license,
    tags: [...tags],
  }
}
