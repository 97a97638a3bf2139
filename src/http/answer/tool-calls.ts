import { jsonText, type JsonObject } from '../../json.ts'
import type { ToolCallPiece } from './tool-call-pieces.ts'

interface Call {
  id: string | null
  readonly index: number | null
  name: string
  arguments: string
  /** Arguments that came as objects, put together; null where they came as text. */
  object: JsonObject | null
  /** The last characters of the arguments: a look at the end of a long text that was put together is dear. */
  tail: string
}

/** Characters of the end of arguments that are kept apart. */
const tailLength = 8
/** Longest arguments, in characters, that are tried to be read as a whole, and most vain tries in one answer. */
const longestLook = 65_536
const mostLooks = 10_000
/** Characters of an id that are kept. */
const longestId = 200

/**
 * Tool calls put together from their parts. Parts of one call share an id, else an index, else follow one
 * another. Servers that send whole calls give all of them the same index, or none, and some give each part a
 * new id: a part with a name begins another call where the one before it is whole or has another name.
 * Arguments that come as objects, or that say all so far with every part, are put together as such.
 */
export class ToolCalls {
  readonly #calls: Call[] = []
  readonly #byId = new Map<string, Call>()
  readonly #byIndex = new Map<number, Call>()
  #looks = 0

  /** Adds a part; returns whether it holds anything the model generated. */
  add(piece: ToolCallPiece): boolean {
    const { id, index, name, arguments: part, object } = piece
    const call = this.#callOf(piece) ?? this.#begin(piece)
    if (id !== null && call.id === null) {
      call.id = id
      this.#byId.set(id, call)
    }
    if (index !== null) this.#byIndex.set(index, call)
    // Some gateways send the whole call once more when it is done.
    if (id !== null && part === call.arguments && this.#isWhole(call)) return false
    // Some servers repeat the whole name with every part.
    if (name !== call.name) call.name += name
    if (object !== null && (call.object !== null || call.arguments === '')) {
      call.object = { ...call.object, ...object }
      setArguments(call, jsonText(call.object))
    } else if (part !== '' && (isEmptyObject(call.object) || saysAll(part, call.arguments))) {
      call.object = null
      setArguments(call, part)
    } else {
      call.arguments += part
      call.tail = `${call.tail}${part}`.slice(-tailLength)
    }
    return name !== '' || part !== ''
  }

  /** Characters of the names and arguments. */
  get characters(): number {
    let sum = 0
    for (const call of this.#calls) sum += call.name.length + call.arguments.length
    return sum
  }

  /**
   * JSON text of `[{ id, name, arguments }]`, in order of index where each call has one of its own, else as they
   * came; without ids where there are none; '' for no call.
   */
  toString(): string {
    if (this.#calls.length === 0) return ''
    const indexes = new Set(this.#calls.map(({ index }, place) => index ?? place))
    const ordered =
      indexes.size < this.#calls.length
        ? this.#calls
        : this.#calls
            .map((call, place) => ({ call, at: call.index ?? place }))
            .toSorted((left, right) => left.at - right.at)
            .map(({ call }) => call)
    return JSON.stringify(
      ordered.map(({ id, name, arguments: text }) =>
        id === null ? { name, arguments: text } : { id: id.slice(0, longestId), name, arguments: text },
      ),
    )
  }

  #begin({ index }: ToolCallPiece): Call {
    const call: Call = { id: null, index, name: '', arguments: '', object: null, tail: '' }
    this.#calls.push(call)
    return call
  }

  /** The call that a part continues; null where it begins one. */
  #callOf(piece: ToolCallPiece): Call | null {
    const { id, index, name } = piece
    const known = id === null ? undefined : this.#byId.get(id)
    if (known !== undefined && (index === null || known.index === null || known.index === index))
      return this.#isAnother(piece, known) ? null : known
    const before = index === null ? this.#calls.at(-1) : this.#byIndex.get(index)
    if (before === undefined) return null
    if (name === '') return before
    if (before.arguments === '') return id !== null && before.id !== null ? null : before
    return name !== before.name || this.#isWhole(before) ? null : before
  }

  /** Whether a part with the id of a call is another call all the same: some servers give all of them one id. */
  #isAnother({ name, arguments: part, object }: ToolCallPiece, known: Call): boolean {
    if (name === '' || part === '' || part === known.arguments) return false
    // Objects with other fields, or more of the same, are parts of one.
    if (object !== null && known.object !== null && !contradicts(object, known.object)) return false
    return !isEmptyObject(known.object) && this.#isWhole(known)
  }

  /** Whether the arguments of a call are whole. Most are parts that do not look so, and cost no parser. */
  #isWhole({ arguments: text, tail }: Call): boolean {
    if (!/[}\]]\s*$/.test(tail) || text.length > longestLook || this.#looks >= mostLooks) return false
    try {
      JSON.parse(text)
      return true
    } catch {
      this.#looks++
      return false
    }
  }
}

function setArguments(call: Call, text: string): void {
  call.arguments = text
  call.tail = text.slice(-tailLength)
}

function isEmptyObject(value: JsonObject | null): boolean {
  return value !== null && Object.keys(value).length === 0
}

/** Whether an object gives a field another value. */
function contradicts(object: JsonObject, known: JsonObject): boolean {
  return Object.entries(object).some(
    ([name, value]) => Object.hasOwn(known, name) && jsonText(known[name]) !== jsonText(value),
  )
}

/** Whether a part says all so far once more, and goes on: no arguments begin twice with the same field. */
function saysAll(part: string, before: string): boolean {
  return part.length > before.length && /^\{\s*"/.test(before) && part.startsWith(before)
}
