import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'

/**
 * The spec of a model of a family in one quantization.
 * @throws LlmBenchError `invalid-option` for a spec that names its quantization itself, or one file
 */
export function quantizedSpec(spec: string, quantization: string): string {
  const [, synthetic, seed = ''] = /^(synthetic:[^@#]+)(#.*)?$/.exec(spec) ?? []
  if (synthetic !== undefined) return `${synthetic}@${quantization}${seed}`
  if (/^hf:(?:\/\/)?[\w.-]+\/[\w.-]+$/i.test(spec)) return `${spec}:${quantization}`
  throw notAllowed(
    'configurations(name, { model, quantization })',
    `${shown(spec)} in quantization ${shown(quantization)}`,
    'a family, synthetic:<shape> or hf:<user>/<repository>; or the spec of each quantization in model: [...]',
  )
}
