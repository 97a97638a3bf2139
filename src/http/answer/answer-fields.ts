import { at, listOf, numberOf, objectOf, textOf, type JsonObject } from '../../json.ts'

/** The server's own times of one request, as llama-server reports them. */
export interface ServerTimings {
  readonly promptTokens: number
  readonly promptMs: number
  readonly outputTokens: number
  readonly outputMs: number
  readonly cachedTokens: number | null
}

/** The `timings` object of llama-server; null where a part is missing. */
export function timingsOf(value: unknown): ServerTimings | null {
  const promptTokens = numberOf(at(value, 'prompt_n'))
  const promptMs = numberOf(at(value, 'prompt_ms'))
  const outputTokens = numberOf(at(value, 'predicted_n'))
  const outputMs = numberOf(at(value, 'predicted_ms'))
  if (promptTokens === null || promptMs === null || outputTokens === null || outputMs === null) return null
  return { promptTokens, promptMs, outputTokens, outputMs, cachedTokens: numberOf(at(value, 'cache_n')) }
}

/** Addition of one choice, whole or as a delta, to an answer. */
export interface Piece {
  readonly text: string
  readonly reasoning: string
  readonly toolCalls: readonly ToolCallPiece[]
  /** The field that held the piece, where it came as one plain string; else null. */
  readonly field: string | null
}

/** A part of a tool call; parts of one call share an index. */
export interface ToolCallPiece {
  readonly index: number
  readonly name: string
  readonly arguments: string
}

const noCalls: readonly ToolCallPiece[] = []

/** The generated part of a choice: `text` of completions, `delta` or `message` of chats. */
export function pieceOf(choice: JsonObject, kind: 'chat' | 'completion'): Piece {
  if (kind === 'completion')
    return { text: textOf(choice['text']) ?? '', reasoning: '', toolCalls: noCalls, field: 'text' }
  const delta = objectOf(choice['delta']) ?? objectOf(choice['message'])
  if (delta === null) return { text: '', reasoning: '', toolCalls: noCalls, field: null }
  const parts = listOf(delta['content'])
  const text = parts === null ? textOf(delta['content']) : partsText(parts, 'text')
  const refusal = text === null || text === '' ? textOf(delta['refusal']) : null
  // Some servers send the same text under both names.
  const reasoningField = textOf(delta['reasoning_content']) === null ? 'reasoning' : 'reasoning_content'
  const reasoning = textOf(delta[reasoningField]) ?? (parts === null ? '' : partsText(parts, 'thinking'))
  const toolCalls = delta['tool_calls'] === undefined && delta['function_call'] === undefined ? noCalls : callsOf(delta)
  const shown = text ?? refusal ?? ''
  const single = toolCalls.length === 0 && parts === null && refusal === null
  const field = !single || (shown !== '' && reasoning !== '') ? null : shown === '' ? reasoningField : 'content'
  return { text: shown === '' ? (refusal ?? '') : shown, reasoning, toolCalls, field }
}

/** The text of content that comes as typed parts. */
function partsText(parts: readonly unknown[], type: 'text' | 'thinking'): string {
  let text = ''
  for (const part of parts) {
    if (at(part, 'type') !== type) continue
    const value = at(part, type)
    const inner = listOf(value)
    text += inner === null ? (textOf(value) ?? '') : partsText(inner, 'text')
  }
  return text
}

function callsOf(delta: JsonObject): readonly ToolCallPiece[] {
  const old = objectOf(delta['function_call'])
  const calls = listOf(delta['tool_calls']) ?? (old === null ? [] : [{ function: old }])
  return calls.map((call, place) => ({
    index: numberOf(at(call, 'index')) ?? place,
    name: textOf(at(call, 'function', 'name')) ?? '',
    arguments: textOf(at(call, 'function', 'arguments')) ?? '',
  }))
}
