import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'

/**
 * The spec of a model of a family in one quantization.
 * @param names models by the names of the registry
 * @throws LlmBenchError `invalid-option` for a spec that names its quantization itself, or one file
 */
export function quantizedSpec(spec: string, quantization: string, names: object = {}): string {
  if (Object.hasOwn(names, spec.trim())) return `${spec.trim()}:${quantization}`
  const [, synthetic, seed = ''] = /^(synthetic:[^@#]+)(#.*)?$/.exec(spec) ?? []
  if (synthetic !== undefined) return `${synthetic}@${quantization}${seed}`
  if (/^hf:(?:\/\/)?[\w.-]+\/[\w.-]+$/i.test(spec)) return `${spec}:${quantization}`
  throw notAllowed(
    'configurations(name, { model, quantization })',
    `${shown(spec)} in quantization ${shown(quantization)}`,
    'a family, synthetic:<shape>, hf:<user>/<repository> or a name of the registry; or the spec of each quantization ' +
      'in model: [...]',
  )
}
