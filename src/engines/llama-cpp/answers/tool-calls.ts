import { isObject, parsedJson } from '../../../json.ts'

/** Calls of tools in an answer, and the rest of its text. */
export interface FoundCalls {
  /** Calls in their order; arguments as JSON text. */
  readonly calls: readonly { readonly name: string; readonly arguments: string }[]
  /** The text before the first call. */
  readonly text: string
}

/** Characters between the name of a tool and its arguments, where a format writes them apart. */
const nearName = 40
/** Marks that stand before calls and are none of the answer's text. */
const marks = /(?:<\|?[\w｜▁ -]{0,40}\|?>|<function=|\[(?:TOOL_CALLS\]|ARGS\])?|```(?:json)?|\s)+$/u

/**
 * Finds calls of known tools in an answer, in the forms that models write them: an object with a name and its
 * arguments (Hermes, Qwen, Llama, Mistral and most others, whatever marks stand around it), a name followed by its
 * arguments (Mistral, DeepSeek, functionary), and Qwen3-Coder's tags.
 */
export function findToolCalls(answer: string, names: ReadonlySet<string>): FoundCalls {
  const found = [...tagged(answer, names), ...jsonCalls(answer, names)].toSorted((one, other) => one.at - other.at)
  const [first] = found
  return first === undefined
    ? { calls: [], text: answer }
    : {
        calls: found.map(({ name, arguments: given }) => ({ name, arguments: given })),
        text: answer.slice(0, first.at).replace(marks, '').trimEnd(),
      }
}

interface PlacedCall {
  readonly at: number
  readonly name: string
  readonly arguments: string
}

/** `<function=name><parameter=key>value</parameter></function>`. */
function tagged(answer: string, names: ReadonlySet<string>): PlacedCall[] {
  const calls: PlacedCall[] = []
  for (const call of answer.matchAll(/<function=([\w.-]+)>((?:\s*<parameter=[\w.-]+>[^]*?<\/parameter>)+)\s*/g)) {
    const [, name = '', inside = ''] = call
    if (!names.has(name)) continue
    const given = [...inside.matchAll(/<parameter=([\w.-]+)>\n?([^]*?)\n?<\/parameter>/g)]
    const entries = given.map(([, key = '', value = '']) => [key, parsedJson(value, value)] as const)
    calls.push({ at: call.index, name, arguments: JSON.stringify(Object.fromEntries(entries)) })
  }
  return calls
}

function jsonCalls(answer: string, names: ReadonlySet<string>): PlacedCall[] {
  const calls: PlacedCall[] = []
  for (let at = answer.indexOf('{'); at >= 0;) {
    const end = endOfObject(answer, at)
    const value = end === null ? null : parsedObject(answer.slice(at, end))
    const call = value === null ? null : (named(value, names) ?? after(answer.slice(0, at), value, names))
    if (call !== null) calls.push({ ...call, at: call.at ?? at })
    at = answer.indexOf('{', value === null || end === null ? at + 1 : end)
  }
  return calls
}

interface UnplacedCall extends Omit<PlacedCall, 'at'> {
  readonly at: number | null
}

/** `{ name, arguments }`, also inside of `{ function: … }`, and with `parameters` in place of `arguments`. */
function named(value: Readonly<Record<string, unknown>>, names: ReadonlySet<string>): UnplacedCall | null {
  const inner = isObject(value['function']) ? value['function'] : value
  const name = inner['name'] ?? value['function']
  if (typeof name !== 'string' || !names.has(name)) return null
  const given = inner['arguments'] ?? inner['parameters'] ?? value['arguments'] ?? {}
  return { at: null, name, arguments: typeof given === 'string' ? given : JSON.stringify(given) }
}

/** Arguments with the name of a tool shortly before them. */
function after(
  before: string,
  value: Readonly<Record<string, unknown>>,
  names: ReadonlySet<string>,
): UnplacedCall | null {
  const near = before.slice(-nearName - Math.max(0, ...[...names].map(({ length }) => length)))
  for (const name of names) {
    const place = near.lastIndexOf(name)
    const between = place < 0 ? '' : near.slice(place + name.length)
    // Marks of the format stand between, no sentence.
    if (place >= 0 && between.length <= nearName && !/[.,;?!]|\w\s+\w/u.test(between))
      return { at: before.length - near.length + place, name, arguments: JSON.stringify(value) }
  }
  return null
}

/** End of the object that begins at a place, outside of its texts; null where it has none. */
function endOfObject(text: string, from: number): number | null {
  let depth = 0
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at + 1
  }
  return null
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
