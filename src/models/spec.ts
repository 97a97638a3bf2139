import { LlmBenchError } from '../errors.ts'
import { printableAddress } from '../option-check/printable-address.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { property } from '../option-check/shown.ts'
import { expandPath } from './home-path.ts'
import { type HuggingFaceSpec, parseHuggingFaceSpec } from './hugging-face-spec.ts'
import { knownNames } from '../nearest-name.ts'
import { hubSpec } from './hub-address.ts'
import { namedQuantization, registeredInQuantization } from './registry/named-quantization.ts'
import { parseQuantization } from './gguf/quantizations.ts'
import { parseShapeName } from './synthetic/shapes.ts'
import type { SyntheticModel } from './synthetic/synthetic-plan.ts'

/** Models by a name of the user's choice: each a path, an `hf:` or a `synthetic:` spec. */
export type SpecsByName = Readonly<
  Record<string, string | { readonly spec: string; readonly sha256?: readonly string[] | null }>
>

/** Source of a model, discriminated on `kind`; `path` is absolute. */
export type ModelSpec =
  | { readonly kind: 'file'; readonly path: string }
  | HuggingFaceSpec
  | ({ readonly kind: 'synthetic' } & SyntheticModel)

/** Registry and folder that the names and relative paths in a spec refer to. */
export interface SpecContext {
  readonly registry: SpecsByName
  /** Folder that relative paths start from. */
  readonly root: string
}

/**
 * Reads a model spec: a registry name, a path, `hf:<user>/<repository>[:<quantization>|/<file>]` (also as its
 * address on huggingface.co or hf.co) or
 * `synthetic:<shape>[@<quantization>][#<seed>]` (Q4_0 and seed 0 by default). A registry name wins
 * over everything else it might mean; `<name>:<quantization>` is the model of that name in another quantization.
 *
 * @throws {LlmBenchError} `model-not-found` for an unknown name, `model-unknown-shape`,
 *   `model-unknown-quantization`, or `invalid-option` for a spec of no known form.
 */
export function parseModelSpec(text: string, context: SpecContext): ModelSpec {
  const spec = text.trim()
  const entry = registered(spec, context.registry)
  if (entry === null) return parseDirectSpec(spec, context)
  const target = entry.trim()
  if (registered(target, context.registry) !== null)
    throw notAllowed(
      `llmBench({ models.${property(spec)} })`,
      `"${target}", ${target === spec ? 'itself' : 'another of these names'},`,
      'its path, or its hf: or synthetic: spec',
    )
  return parseDirectSpec(target, context)
}

function parseDirectSpec(spec: string, { registry, root }: SpecContext): ModelSpec {
  if (spec.startsWith('synthetic:')) return parseSyntheticSpec(spec)
  if (spec.startsWith('hf:')) return parseHuggingFaceSpec(spec)
  const onHub = hubSpec(spec)
  if (onHub !== null) return parseHuggingFaceSpec(onHub)
  if (/^https?:/i.test(spec))
    throw notAllowed(
      'model(spec)',
      `"${printableAddress(spec)}"`,
      'hf:<user>/<repository>/<file>.gguf for Hugging Face, or download it and give its path',
    )
  if (/[/\\]|^[.~]|\.gguf$/i.test(spec)) return { kind: 'file', path: expandPath(spec, root) }
  const names = Object.keys(registry)
  const known = names.length === 0 ? ' (the registry is empty)' : knownNames(spec, names)
  throw new LlmBenchError(
    'model-not-found',
    `unknown model "${spec}"${known}; give a registry name, a path, hf:<user>/<repository> or synthetic:<shape>`,
  )
}

function parseSyntheticSpec(spec: string): ModelSpec {
  const [, shape = '', quantization = 'Q4_0', seed = '0'] =
    /^synthetic:([^@#]*)(?:@([^#]*))?(?:#(.*))?$/.exec(spec) ?? []
  return {
    kind: 'synthetic',
    shape: parseShapeName(shape),
    quantization: parseQuantization(quantization),
    seed: parseSeed(seed, spec),
  }
}

function parseSeed(text: string, spec: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (seed <= 0xff_ff_ff_ff) return seed
  throw notAllowed('model(spec)', `"${spec}"`, 'a seed after # that is a whole number from 0 to 4294967295')
}

function registered(name: string, registry: SpecsByName): string | null {
  const own = Object.hasOwn(registry, name) ? registry[name] : undefined
  if (own !== undefined) return typeof own === 'string' ? own : own.spec
  const named = namedQuantization(name, registry)
  const entry = named === null ? undefined : registry[named.name]
  if (named === null || entry === undefined) return null
  const { spec, sha256 = null } = typeof entry === 'string' ? { spec: entry } : entry
  return registeredInQuantization(named, spec, sha256 !== null)
}
