import type { GgufScalar } from '../gguf/gguf-cursor.ts'
import type { GgufContents } from '../gguf/gguf-contents.ts'

/** Values of a model's architecture in its header. */
export class HeaderValues {
  readonly architecture: string
  readonly #values: GgufContents['values']
  readonly #arrays: GgufContents['arrays']

  constructor(architecture: string, { values, arrays }: Pick<GgufContents, 'values' | 'arrays'>) {
    this.architecture = architecture
    this.#values = values
    this.#arrays = arrays
  }

  /** A number that is not negative, also a boolean as one; null for any other, and where there is none. */
  number(key: string): number | null {
    return numberOf(this.#values.get(`${this.architecture}.${key}`))
  }

  /** The number of a layer: of an array, or the one that all layers share. */
  ofLayer(key: string, layer: number): number | null {
    const array = this.list(key)
    return array === null ? this.number(key) : (array[layer] ?? null)
  }

  /** Numbers of an array; null where there is none, or one of them is no number. */
  list(key: string): number[] | null {
    const array = this.#arrays.get(`${this.architecture}.${key}`)
    if (array === undefined) return null
    const numbers = array.flatMap((value) => numberOf(value) ?? [])
    return numbers.length === array.length ? numbers : null
  }

  /** Whether any key of the architecture begins so. */
  hasAny(prefix: string): boolean {
    const start = `${this.architecture}.${prefix}`
    return [...this.#values.keys(), ...this.#arrays.keys()].some((key) => key.startsWith(start))
  }
}

function numberOf(value: GgufScalar | undefined): number | null {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
}
