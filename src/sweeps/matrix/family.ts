import { basename } from 'node:path'
import { shapes } from '../../models/synthetic/shapes.ts'
import type { ModelLoadOptions } from '../../models/model-options.ts'
import { plainText } from '../../plain-text.ts'
import type { Cell } from './cells.ts'
import { quantizedSpec } from './quantized-spec.ts'

/** Quantizations of one model, to be measured beside each other. Plain data. */
export interface Family {
  readonly kind: 'family'
  /** The model; null where each quantization is a spec of its own. */
  readonly model: string | null
  /** Quantizations of the model, or specs; the others are set beside the first. */
  readonly members: readonly string[]
  /** Load options that all of them have. */
  readonly options: ModelLoadOptions
}

/**
 * The cells of a family, each once.
 * @param names models by the names of the registry
 * @throws LlmBenchError `invalid-option` for a model that has no other quantization
 */
export function membersOf({ model, members, options }: Family, names: object = {}): Cell[] {
  const unique = [...new Set(members)]
  const titles = model === null ? titlesOf(unique) : unique
  return unique.map((member, index) => ({
    name: plainText(titles[index] ?? member),
    axes: [{ name: model === null ? 'model' : 'quantization', value: member, unit: null }],
    spec: model === null ? member : quantizedSpec(familyOf(model, names), member, names),
    options,
    depth: null,
    unsupported: null,
  }))
}

/** A model as a spec: the bare name of a shape is a synthetic model, unless the registry has it. */
function familyOf(model: string, names: object): string {
  const trimmed = model.trim()
  return !Object.hasOwn(names, trimmed) && Object.hasOwn(shapes, trimmed) ? `synthetic:${trimmed}` : trimmed
}

/** Names of files for people: without their folders, where that tells them apart. */
function titlesOf(specs: readonly string[]): readonly string[] {
  const short = specs.map((spec) => basename(spec).replace(/\.gguf$/i, ''))
  return new Set(short).size === specs.length ? short : specs
}
