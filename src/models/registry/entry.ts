import type { ModelLoadOptions } from '../model-options.ts'
import { namedQuantization, registeredInQuantization } from './named-quantization.ts'

/** A model by a name of the user's choice: where it is, how it is loaded, and what is declared of it. */
export interface ModelEntry {
  /** A path, `hf:<user>/<repository>[:<quantization>|/<file>.gguf]` or `synthetic:<shape>[@<quantization>]`. */
  spec: string
  /** How it is loaded; goes before the plugin's `model`, and the options of a call go before it. */
  load?: ModelLoadOptions | undefined
  /**
   * SHA-256 of its file, in hexadecimal digits; of a split model a list, one for each part. Any other file is refused
   * before it is fetched, or before it is loaded.
   */
  sha256?: string | readonly string[] | undefined
  /** Licence, as an SPDX identifier where it has one: `apache-2.0`. Told in reports. */
  license?: string | undefined
  /** Words of your own, told in reports: `['small', 'chat']`. */
  tags?: readonly string[] | undefined
  /** Price of its tokens, in US dollars, which costs are then reckoned by; default: the electricity it takes. */
  price?: { readonly inputPerMTok: number; readonly outputPerMTok: number } | undefined
}

/** Models by names of the user's choice: each a spec, or an entry with more about it. */
export type ModelEntries = Readonly<Record<string, string | ModelEntry>>

/** An entry of the registry with everything decided. */
export interface RegisteredModel {
  readonly spec: string
  readonly load: ModelLoadOptions
  /** SHA-256 of each file; null where none is declared. */
  readonly sha256: readonly string[] | null
  readonly license: string | null
  readonly tags: readonly string[]
  readonly price: { readonly inputPerMTok: number; readonly outputPerMTok: number } | null
}

/** Models by the names of the registry. */
export type ModelRegistry = Readonly<Record<string, RegisteredModel>>

/** The entries with everything decided. */
export function registryOf(entries: ModelEntries): ModelRegistry {
  return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, registered(entry)]))
}

function registered(given: string | ModelEntry): RegisteredModel {
  const { spec, load, sha256, license, tags, price }: ModelEntry = typeof given === 'string' ? { spec: given } : given
  return {
    spec,
    load: load ?? {},
    sha256: sha256 === undefined ? null : [sha256].flat().map((digest) => digest.toLowerCase()),
    license: license ?? null,
    tags: tags ?? [],
    price: price ?? null,
  }
}

/**
 * The entry of a name, or of a name in another quantization (`chat:Q8_0`); null for a spec that is no name.
 * @throws LlmBenchError `invalid-option` for an entry that has no other quantization
 */
export function entryOf(name: string, registry: ModelRegistry): RegisteredModel | null {
  const trimmed = name.trim()
  if (Object.hasOwn(registry, trimmed)) return registry[trimmed] ?? null
  const named = namedQuantization(trimmed, registry)
  const entry = named === null ? undefined : registry[named.name]
  if (named === null || entry === undefined) return null
  return { ...entry, spec: registeredInQuantization(named, entry.spec, entry.sha256 !== null) }
}

/** The name that a spec is registered by, without a quantization behind it. */
export function registeredName(spec: string, registry: ModelRegistry): string {
  const trimmed = spec.trim()
  return Object.hasOwn(registry, trimmed) ? trimmed : (namedQuantization(trimmed, registry)?.name ?? trimmed)
}
