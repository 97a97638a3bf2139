import type { ToolCallPiece } from './answer-fields.ts'

/** Tool calls put together from their parts. */
export class ToolCalls {
  readonly #calls = new Map<number, { name: string; arguments: string }>()

  /** Adds a part; returns whether it holds anything the model generated. */
  add({ index, name, arguments: part }: ToolCallPiece): boolean {
    const call = this.#calls.get(index)
    if (call === undefined) this.#calls.set(index, { name, arguments: part })
    else {
      // Some servers repeat the whole name with every part.
      if (name !== call.name) call.name += name
      call.arguments += part
    }
    return name !== '' || part !== ''
  }

  /** Characters of the names and arguments. */
  get characters(): number {
    let sum = 0
    for (const call of this.#calls.values()) sum += call.name.length + call.arguments.length
    return sum
  }

  /** JSON text of `[{ name, arguments }]` in order of index; '' where there were none. */
  toString(): string {
    if (this.#calls.size === 0) return ''
    const ordered = [...this.#calls].toSorted(([left], [right]) => left - right)
    return JSON.stringify(ordered.map(([, call]) => call))
  }
}
