import { at, isObject, jsonText, listOf, numberOf, objectOf, textOf, type JsonObject } from '../../json.ts'

/** A part of a tool call, or a whole one. */
export interface ToolCallPiece {
  /** Id that the server gives the call; null where it gives none. */
  readonly id: string | null
  /** Place among the calls of the answer; null where the server does not say. */
  readonly index: number | null
  readonly name: string
  /** JSON text, or a part of one. */
  readonly arguments: string
  /** Arguments that came as an object, which may be a part of them or all so far; null for a text. */
  readonly object: JsonObject | null
}

const noCalls: readonly never[] = []

/** Parts of tool calls in a delta or a message, under the newer or the older name. */
export function toolCallPieces(delta: JsonObject): readonly ToolCallPiece[] {
  const { tool_calls: calls, function_call: old } = delta
  if (calls === undefined && old === undefined) return noCalls
  // Some servers give a single call without the list around it.
  const list = listOf(calls) ?? (isObject(calls) ? [calls] : isObject(old) ? [{ function: old }] : noCalls)
  return list.map((call, place) => {
    const given = at(call, 'function', 'arguments') ?? at(call, 'arguments')
    return {
      id: textOf(at(call, 'id')),
      // Several in one event without an index go on as such in the next.
      index: indexOf(at(call, 'index')) ?? (list.length > 1 ? place : null),
      name: textOf(at(call, 'function', 'name')) ?? textOf(at(call, 'name')) ?? '',
      arguments: argumentsText(given),
      object: objectOf(given),
    }
  })
}

function indexOf(value: unknown): number | null {
  return typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : numberOf(value)
}

/** Arguments as the JSON text that the API has; some servers give them as the object itself. */
function argumentsText(value: unknown): string {
  return typeof value === 'object' && value !== null ? jsonText(value) : (textOf(value) ?? '')
}
