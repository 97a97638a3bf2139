import { notAllowed } from '../../option-check/sentences.ts'
import { property } from '../../option-check/shown.ts'

/** A registered name in one quantization, as `chat:Q8_0` says it. */
interface NamedQuantization {
  readonly name: string
  readonly quantization: string
}

/** Beginnings of specs that have a colon of their own. */
const schemes: ReadonlySet<string> = new Set(['hf', 'synthetic'])

/** The registered name and the quantization that a text has beside each other; null for any other text. */
export function namedQuantization(text: string, names: object): NamedQuantization | null {
  const at = text.lastIndexOf(':')
  const [name, quantization] = [text.slice(0, Math.max(0, at)), text.slice(at + 1)]
  if (schemes.has(name) || !Object.hasOwn(names, name) || !/^[\w.-]+$/.test(quantization)) return null
  return { name, quantization }
}

/**
 * The spec of a registered model in another quantization than its own.
 * @param isPinned whether a checksum is declared, which is of one file
 * @throws LlmBenchError `invalid-option` where its spec is a file, which has one, and where it is pinned
 */
export function registeredInQuantization(
  { name, quantization }: NamedQuantization,
  spec: string,
  isPinned: boolean,
): string {
  const found = specInQuantization(spec.trim(), quantization)
  if (found === spec.trim()) return found
  const out = 'a name of its own for each quantization'
  if (isPinned)
    throw notAllowed(
      `llmBench({ models.${property(name)} })`,
      `quantization "${quantization}" of it, beside a sha256 that is of one file,`,
      out,
    )
  if (found !== null) return found
  throw notAllowed(
    `llmBench({ models.${property(name)} })`,
    `quantization "${quantization}" of "${spec}"`,
    `a spec synthetic:<shape> or hf:<user>/<repository>, or ${out}`,
  )
}

function specInQuantization(spec: string, quantization: string): string | null {
  const [, synthetic, seed = ''] = /^(synthetic:[^@#]+)(?:@[^#]*)?(#.*)?$/.exec(spec) ?? []
  if (synthetic !== undefined) return `${synthetic}@${quantization}${seed}`
  const [, repository] = /^(hf:(?:\/\/)?[\w.-]+\/[\w.-]+)(?::[\w.-]+)?$/i.exec(spec) ?? []
  return repository === undefined ? null : `${repository}:${quantization}`
}
