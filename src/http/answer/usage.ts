import { at, listOf, objectOf, type JsonObject } from '../../json.ts'

/** Token counts as a server states them; null where it says nothing, or nothing that can be. */
export interface AnswerUsage {
  readonly input: number | null
  /** Decoded tokens, reasoning included. */
  readonly output: number | null
  readonly cached: number | null
  /** Input tokens that were written to a cache; left out where it tells none. */
  readonly written?: number
  readonly reasoning: number | null
  /** A statement that cannot be, such as `completion_tokens -5`, of a count that no other one tells. */
  readonly nonsense: string | null
}

/** Most tokens that a request can have: longer than any context. */
const mostTokens = 100_000_000

const inputNames = ['prompt_tokens', 'input_tokens', 'prompt_token_count']
const outputNames = ['completion_tokens', 'output_tokens', 'generated_tokens']
const inputDetails = ['prompt_tokens_details', 'input_tokens_details']
const outputDetails = ['completion_tokens_details', 'output_tokens_details']
const cachedNames = [
  'cached_tokens',
  'cache_read_input_tokens',
  'cache_read_tokens',
  'cached_input_tokens',
  'cached_prompt_tokens',
  'num_cached_tokens',
  'prompt_cache_hit_tokens',
]
const writtenNames = ['cache_creation_input_tokens', 'cache_write_input_tokens', 'cache_write_tokens']
const reasoningNames = ['reasoning_tokens', 'thinking_tokens', 'thoughts_token_count']

/** Token counts of an answer under any of their usual names; null where none are given. */
export function usageOf(value: unknown): AnswerUsage | null {
  const usage = objectOf(value)
  if (usage === null) return null
  const odd: string[] = []
  const input = inputOf(usage, odd)
  const told = firstOf(usage, outputNames, odd)
  const total = countOf(usage['total_tokens'])
  const output = told ?? (odd.length === 0 && input !== null && total !== null && total > input ? total - input : null)
  const cached = largestOf(usage, cachedNames, inputDetails, odd)
  const reasoning = largestOf(usage, reasoningNames, outputDetails, odd)
  const { thought, decoded } = withReasoning(reasoning, output, total, input)
  if (decoded !== null && reasoning !== null && reasoning > decoded)
    odd.push(`reasoning tokens ${reasoning} of ${decoded}`)
  if (input === null && decoded === null && odd.length === 0) return null
  const written = largestOf(usage, writtenNames, inputDetails, []) ?? 0
  const tooMuch = cached !== null && input !== null && cached > input
  if (tooMuch) odd.push(`cached tokens ${cached} of ${input}`)
  return {
    input,
    output: decoded,
    cached: tooMuch ? null : cached,
    reasoning: thought,
    nonsense: odd[0] ?? null,
    ...(written > 0 && written <= (input ?? 0) ? { written } : {}),
  }
}

/** Token counts of an answer, or of an event of one, wherever servers put them. */
export function frameUsage(frame: JsonObject | null): AnswerUsage | null {
  if (frame === null) return null
  const choice = listOf(frame['choices'])?.[0]
  return usageOf(frame['usage']) ?? usageOf(at(frame, 'x_groq', 'usage')) ?? usageOf(at(choice, 'usage'))
}

/** Two statements of one answer as one: the later of each count, unless it is the 0 of a server that says nothing. */
export function laterUsage(earlier: AnswerUsage | null, later: AnswerUsage | null): AnswerUsage | null {
  if (earlier === null || later === null) return later ?? earlier
  const pick = (name: 'input' | 'output' | 'cached' | 'reasoning'): number | null =>
    later[name] === null || later[name] === 0 ? (earlier[name] ?? later[name]) : later[name]
  const [input, output] = [pick('input'), pick('output')]
  const isTold = input !== null && output !== null
  const nonsense = isTold ? null : (later.nonsense ?? earlier.nonsense)
  const written = later.written ?? earlier.written
  return {
    input,
    output,
    cached: pick('cached'),
    reasoning: pick('reasoning'),
    nonsense,
    ...(written === undefined ? {} : { written }),
  }
}

/** Input tokens, those read from a cache included. */
function inputOf(usage: JsonObject, odd: string[]): number | null {
  const input = firstOf(usage, inputNames, odd)
  if (input === 0) odd.push('prompt_tokens 0')
  if (input === null) return null
  // Anthropic's count leaves out what was read from a cache or written to one.
  const read = countOf(usage['cache_read_input_tokens']) ?? 0
  const all = input + (countOf(firstValue(usage, outputNames)) ?? 0)
  const total = countOf(usage['total_tokens'])
  const cached = largestOf(usage, cachedNames, inputDetails, []) ?? 0
  if (cached > input && total === all + cached) return input + cached
  const apart = read + (countOf(usage['cache_creation_input_tokens']) ?? 0)
  const isAnthropic = usage['prompt_tokens'] === undefined && usage['input_tokens_details'] === undefined
  const leftOut = apart > 0 && (read > input || total === all + apart || (isAnthropic && total !== all))
  const whole = leftOut ? input + apart : input
  return whole === 0 ? null : whole
}

/** Reasoning and decoded tokens. Some servers leave reasoning out of the completion, and have it in the total only. */
function withReasoning(
  reasoning: number | null,
  output: number | null,
  total: number | null,
  input: number | null,
): { readonly thought: number | null; readonly decoded: number | null } {
  if (output === null) return { thought: reasoning, decoded: null }
  const beyond = total === null || input === null ? 0 : total - input - output
  if (reasoning === null || reasoning === 0)
    return beyond > 0 ? { thought: beyond, decoded: output + beyond } : { thought: reasoning, decoded: output }
  const isLeftOut = beyond === reasoning || (reasoning > output && (total === null || beyond > 0))
  if (isLeftOut) return { thought: reasoning, decoded: output + reasoning }
  return { thought: reasoning > output ? null : reasoning, decoded: output }
}

function firstValue(usage: JsonObject, names: readonly string[]): unknown {
  return names.map((name) => usage[name]).find((value) => value !== undefined && value !== null)
}

/** The first count of these names; one that cannot be is added to what is odd. */
function firstOf(usage: JsonObject, names: readonly string[], odd: string[]): number | null {
  for (const name of names) {
    const count = countAt(usage, name, odd)
    if (count !== null) return count
  }
  return null
}

function countAt(usage: JsonObject, name: string, odd: string[]): number | null {
  const value = usage[name]
  if (value === undefined || value === null) return null
  const count = countOf(value)
  if (count === null) odd.push(`${name} ${shown(value)}`)
  return count
}

/** The largest count under these names: a gateway may write 0 under one and the count under another. */
function largestOf(
  usage: JsonObject,
  names: readonly string[],
  details: readonly string[],
  odd: string[],
): number | null {
  let largest: number | null = null
  for (const place of [usage, ...details.map((detail) => objectOf(usage[detail]))]) {
    if (place === null) continue
    for (const name of names) {
      const count = countAt(place, name, odd)
      if (count !== null && count >= (largest ?? 0)) largest = count
    }
  }
  return largest
}

function countOf(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= mostTokens ? number : null
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : `as ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}`
}
