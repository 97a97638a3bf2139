import { at, listOf, numberOf, objectOf, textOf, type JsonObject } from '../../json.ts'
import { type ToolCallPiece, toolCallPieces } from './tool-call-pieces.ts'

/** The server's own times of one request, as llama-server reports them. */
export interface ServerTimings {
  readonly promptTokens: number
  readonly promptMs: number
  readonly outputTokens: number
  readonly outputMs: number
  readonly cachedTokens: number | null
  /** Drafted and accepted tokens; absent where the server tells none, or what cannot be. */
  readonly drafts?: { readonly drafted: number; readonly accepted: number }
}

/** The `timings` object of llama-server; null where a part is missing. */
export function timingsOf(value: unknown): ServerTimings | null {
  const promptTokens = numberOf(at(value, 'prompt_n'))
  const promptMs = numberOf(at(value, 'prompt_ms'))
  const outputTokens = numberOf(at(value, 'predicted_n'))
  const outputMs = numberOf(at(value, 'predicted_ms'))
  if (promptTokens === null || promptMs === null || outputTokens === null || outputMs === null) return null
  const drafts = draftsOf(value)
  return {
    promptTokens,
    promptMs,
    outputTokens,
    outputMs,
    cachedTokens: numberOf(at(value, 'cache_n')),
    ...(drafts === null ? {} : { drafts }),
  }
}

/** Tokens that llama-server says it drafted; it leaves them out of an answer without a draft. */
function draftsOf(value: unknown): Required<ServerTimings>['drafts'] | null {
  const drafted = numberOf(at(value, 'draft_n'))
  const accepted = numberOf(at(value, 'draft_n_accepted'))
  if (drafted === null || accepted === null || accepted < 0 || accepted > drafted) return null
  return { drafted, accepted }
}

/** Addition of one choice, whole or as a delta, to an answer. */
export interface Piece {
  readonly text: string
  readonly reasoning: string
  readonly toolCalls: readonly ToolCallPiece[]
  /** The field that held the piece, where it came as one plain string; else null. */
  readonly field: string | null
}

/** Names under which servers send what a model thinks. */
const reasoningNames = ['reasoning_content', 'reasoning', 'thinking', 'reasoning_text'] as const

/** The generated part of a choice: `text` of completions, `delta` or `message` of chats. */
export function pieceOf(choice: JsonObject, kind: 'chat' | 'completion'): Piece {
  if (kind === 'completion') return { text: textOf(choice['text']) ?? '', reasoning: '', toolCalls: [], field: 'text' }
  const delta = objectOf(choice['delta']) ?? objectOf(choice['message'])
  if (delta === null) return { text: '', reasoning: '', toolCalls: [], field: null }
  const parts = listOf(delta['content'])
  const text = parts === null ? textOf(delta['content']) : partsText(parts, 'text')
  const refusal = text === null || text === '' ? textOf(delta['refusal']) : null
  // Some servers send the same text under two names.
  const reasoningField = reasoningNames.find((name) => textOf(delta[name]) !== null) ?? 'reasoning'
  const reasoning = textOf(delta[reasoningField]) ?? (parts === null ? '' : partsText(parts, 'thinking'))
  const toolCalls = toolCallPieces(delta)
  const shown = text ?? refusal ?? ''
  const single = toolCalls.length === 0 && parts === null && refusal === null
  const field = !single || (shown !== '' && reasoning !== '') ? null : shown === '' ? reasoningField : 'content'
  return { text: shown === '' ? (refusal ?? '') : shown, reasoning, toolCalls, field }
}

/** Levels of typed parts that are looked into. */
const deepestParts = 4

/** The text of content that comes as typed parts. */
function partsText(parts: readonly unknown[], type: 'text' | 'thinking', levels = deepestParts): string {
  let text = ''
  for (const part of parts) {
    if (at(part, 'type') !== type) continue
    const value = at(part, type)
    const inner = listOf(value)
    if (inner === null) text += textOf(value) ?? ''
    else if (levels > 1) text += partsText(inner, 'text', levels - 1)
  }
  return text
}
