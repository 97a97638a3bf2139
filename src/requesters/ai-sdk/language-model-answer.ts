import { at, jsonText, listOf, textOf } from '../../json.ts'
import { finishOf as wordFinish, saysGivenUp } from '../../http/answer/finish-reason.ts'
import type { AnswerUsage } from '../../http/answer/usage.ts'
import type { FinishReason } from '../../samples/sample.ts'
import { sdkUsage } from './sdk-usage.ts'

/** A model's answer, read part by part; stamps are milliseconds of CLOCK_MONOTONIC. */
export interface ModelAnswer {
  /** Stamp of the first part that came of the server. */
  readonly firstChunk: number | null
  readonly first: number | null
  readonly firstVisible: number | null
  /** Stamp of the part that ended the answer, where it came after the last generated one. */
  readonly finishedAt: number | null
  /** Characters of the first generated part, and of all. */
  readonly firstCharacters: number
  readonly characters: number
  /** Stamp of each part that the model generated. */
  readonly chunkTimes: readonly number[]
  readonly text: string
  readonly reasoning: string
  /** JSON text of `[{ id, name, arguments }]`, '' where no tool was called. */
  readonly toolCalls: string
  /** Name of the model as the provider's answer gives it; null where it does not. */
  readonly model: string | null
  /** Token counts; null where the model does not tell them. */
  readonly usage: AnswerUsage | null
  readonly finish: ModelFinish
  /** The provider's own word for the end where the SDK keeps it, else the SDK's; null where there is none. */
  readonly finishWord: string | null
  /** Errors in the stream, in order. */
  readonly errors: readonly unknown[]
}

/** End of generation: a reason, an error, or `none` where nobody said that it had ended. */
export type ModelFinish = FinishReason | 'error' | 'none'

/** Kind of a stream part that the model generated; null for any other part. */
export function generatedPart(part: unknown): 'reasoning' | 'visible' | null {
  switch (at(part, 'type')) {
    case 'text-delta':
    case 'tool-input-delta':
      return at(part, 'delta') === '' ? null : 'visible'
    // It holds the tool's name, which is generated too.
    case 'tool-input-start':
    case 'tool-call':
    case 'file':
      return 'visible'
    case 'reasoning-delta':
      return at(part, 'delta') === '' ? null : 'reasoning'
    case 'reasoning-file':
      return 'reasoning'
    default:
      return null
  }
}

/** Characters that the model generated in a part. */
function charactersOf(part: unknown): number {
  const said = [at(part, 'delta'), at(part, 'toolName'), at(part, 'input')]
  return said.reduce<number>((sum, text) => sum + (textOf(text)?.length ?? 0), 0)
}

/** Puts the parts of a stream together. */
export function streamedAnswer(parts: readonly unknown[], times: readonly number[]): ModelAnswer {
  const calls = new Calls()
  const chunkTimes: number[] = []
  const errors: unknown[] = []
  let [text, reasoning] = ['', '']
  let [firstChunk, firstVisible]: (number | null)[] = [null, null]
  let end: unknown = null
  let finishedAt: number | null = null
  let [firstCharacters, characters] = [0, 0]
  let model: string | null = null
  for (const [place, part] of parts.entries()) {
    const time = times[place] as number
    const type = at(part, 'type')
    const generated = calls.repeats(part) ? null : generatedPart(part)
    calls.add(part)
    // The SDK itself begins a stream, before anything has come of the server.
    if (type !== 'stream-start') firstChunk ??= time
    if (generated !== null) {
      const length = charactersOf(part)
      if (chunkTimes.length === 0) firstCharacters = length
      characters += length
      chunkTimes.push(time)
    }
    if (generated === 'visible') firstVisible ??= time
    if (type === 'text-delta') text += textOf(at(part, 'delta')) ?? ''
    else if (type === 'reasoning-delta') reasoning += textOf(at(part, 'delta')) ?? ''
    else if (type === 'response-metadata') model ??= textOf(at(part, 'modelId'))
    else if (type === 'error') errors.push(at(part, 'error'))
    else if (type === 'finish') {
      end = part
      finishedAt = time
    }
  }
  return {
    firstChunk: firstChunk ?? null,
    first: chunkTimes[0] ?? null,
    firstVisible: firstVisible ?? null,
    finishedAt,
    firstCharacters,
    characters,
    chunkTimes,
    text,
    reasoning,
    toolCalls: calls.toString(),
    model,
    usage: sdkUsage(at(end, 'usage')),
    ...endOf(at(end, 'finishReason')),
    errors,
  }
}

/** The answer of a call that did not stream: without a first token to stamp. */
export function wholeAnswer(result: unknown): ModelAnswer & { readonly generated: boolean } {
  const content = listOf(at(result, 'content')) ?? []
  const calls = new Calls()
  for (const part of content) calls.add(part)
  const textsOf = (type: string): string =>
    content.flatMap((part) => (at(part, 'type') === type ? (textOf(at(part, 'text')) ?? []) : [])).join('')
  const [text, reasoning, toolCalls] = [textsOf('text'), textsOf('reasoning'), calls.toString()]
  return {
    firstChunk: null,
    first: null,
    firstVisible: null,
    finishedAt: null,
    firstCharacters: 0,
    characters: 0,
    chunkTimes: [],
    text,
    reasoning,
    toolCalls,
    model: textOf(at(result, 'response', 'modelId')),
    usage: sdkUsage(at(result, 'usage')),
    ...endOf(at(result, 'finishReason')),
    errors: [],
    generated: `${text}${reasoning}${toolCalls}` !== '' || content.some((part) => at(part, 'type') === 'file'),
  }
}

/** Tool calls, from the parts they are streamed in or from the whole ones that follow. */
class Calls {
  readonly #calls = new Map<unknown, { id: string | null; name: string; arguments: string }>()

  /** Whether a whole call repeats what its parts have brought. */
  repeats(part: unknown): boolean {
    return at(part, 'type') === 'tool-call' && this.#calls.has(at(part, 'toolCallId'))
  }

  add(part: unknown): void {
    const type = at(part, 'type')
    if (type === 'tool-input-start') this.#set(at(part, 'id'), at(part, 'toolName'), '')
    else if (type === 'tool-input-delta') {
      const call = this.#calls.get(at(part, 'id'))
      if (call !== undefined) call.arguments += textOf(at(part, 'delta')) ?? ''
    } else if (type === 'tool-call') this.#set(at(part, 'toolCallId'), at(part, 'toolName'), at(part, 'input'))
  }

  toString(): string {
    return this.#calls.size === 0 ? '' : JSON.stringify([...this.#calls.values()])
  }

  #set(id: unknown, name: unknown, input: unknown): void {
    const text = typeof input === 'string' ? input : jsonText(input)
    this.#calls.set(id, { id: textOf(id), name: textOf(name) ?? '', arguments: text })
  }
}

/** End of generation, and the provider's own word for it where that says the same as the SDK's. */
function endOf(reason: unknown): Pick<ModelAnswer, 'finish' | 'finishWord'> {
  const finish = finishOf(reason)
  if (finish === 'none') return { finish, finishWord: null }
  const raw = textOf(at(reason, 'raw'))
  const agrees = finish === 'other' || (finish === 'error' ? saysGivenUp(raw) : wordFinish(raw) === finish)
  return { finish, finishWord: raw !== null && agrees ? raw : finish }
}

/** End of generation from a text of specification v2, or from `{ unified, raw }` of newer ones. */
function finishOf(reason: unknown): ModelFinish {
  const unified = textOf(reason) ?? textOf(at(reason, 'unified'))
  switch (unified) {
    case 'stop':
    case 'length':
    case 'content-filter':
    case 'tool-calls':
    case 'error':
      return unified
    case null:
    case 'unknown':
    case 'interrupted':
      return 'none'
    default:
      // Newer specifications have no `unknown`: without the provider's own word there was none.
      return typeof reason === 'string' || textOf(at(reason, 'raw')) !== null ? 'other' : 'none'
  }
}
