import { at, isObject, objectOf, parsedJson, type JsonObject } from '../../json.ts'

/**
 * Words for an answer that another API gave, with the way to the one that is meant; null where it is none that
 * is known.
 */
export function otherApi(frame: JsonObject | null): string | null {
  if (frame === null || Array.isArray(frame['choices'])) return null
  if (isOllamas(frame)) return "it is of Ollama's own API: give its OpenAI-compatible address, http://…:11434/v1"
  if (isAnthropics(frame)) return "it is of Anthropic's Messages API: give an address that is OpenAI-compatible"
  if (frame['object'] === 'response' || at(frame, 'response', 'object') === 'response')
    return "it is of OpenAI's Responses API: give the address that /chat/completions is below"
  if (Array.isArray(frame['candidates']))
    return "it is of Gemini's own API: give its OpenAI-compatible address, which ends in /openai"
  if ('generated_text' in frame || ('token' in frame && 'details' in frame))
    return "it is of Text Generation Inference's own API: give its OpenAI-compatible address, which ends in /v1"
  if (typeof frame['content'] === 'string' && typeof frame['stop'] === 'boolean')
    return "it is of llama-server's own API: give its OpenAI-compatible address, which ends in /v1"
  return null
}

function isOllamas(frame: JsonObject): boolean {
  return typeof frame['done'] === 'boolean' && (isObject(frame['message']) || typeof frame['response'] === 'string')
}

function isAnthropics({ type, role, content, message }: JsonObject): boolean {
  if (type === 'message_start') return isObject(message)
  return type === 'message' && role === 'assistant' && Array.isArray(content)
}

/** Lines of JSON in a text, as NDJSON has them: the first and the last; null where it is none. */
export function jsonLines(text: string): { readonly first: JsonObject; readonly last: JsonObject | null } | null {
  const body = text.trim()
  const end = body.indexOf('\n')
  if (end < 0) return null
  const first = lineOf(body.slice(0, end))
  return first === null ? null : { first, last: lineOf(body.slice(body.lastIndexOf('\n') + 1)) }
}

/** Longest line that is looked at, in characters. */
const longestLine = 65_536

function lineOf(text: string): JsonObject | null {
  return text.length > longestLine ? null : objectOf(parsedJson(text))
}
