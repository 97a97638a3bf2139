import type { Settings } from '../settings.ts'
import { answerFields } from '../software.ts'

/** Token counts as a server tells them. */
export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details?: { readonly cached_tokens: number }
  readonly completion_tokens_details?: { readonly reasoning_tokens: number }
}

/** Part of an answer that a token belongs to. */
export type DeltaKind = 'content' | 'reasoning' | 'tool-start' | 'tool-arguments'

/** Reason for the end of an answer, as the API names it. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter'

/** Id of the tool call in an answer. */
export const toolCallId = 'call_mock'
/** Name of the called function. */
export const toolName = 'answer'

/** The texts of the events of one endpoint and model, as an OpenAI-compatible server writes them. */
export class Events {
  readonly #settings: Settings
  readonly #chat: boolean
  readonly #start: string
  readonly #lineEnd: string

  constructor(settings: Settings, chat: boolean, model: string, created: number) {
    this.#settings = settings
    this.#chat = chat
    this.#lineEnd = settings.lineEnd
    const id = chat ? 'chatcmpl-mock' : 'cmpl-mock'
    const object = chat ? 'chat.completion.chunk' : 'text_completion'
    const about = { id, ...answerFields(settings.software), object, created, model }
    this.#start = `${JSON.stringify(about).slice(0, -1)},`
  }

  role(): string {
    return this.#choice('"delta":{"role":"assistant","content":""},"finish_reason":null')
  }

  /** @param finish reason that gateways write into every event; null as servers do */
  token(kind: DeltaKind, text: string, finish: FinishReason | null = null): string {
    if (kind === 'reasoning' && this.#settings.reasoningField === false) return this.#thinking()
    const reason = `"finish_reason":${JSON.stringify(finish)}`
    if (!this.#chat) return this.#choice(`"text":${JSON.stringify(text)},"logprobs":null,${reason}`)
    return this.#choice(`"delta":${this.#delta(kind, JSON.stringify(text))},${reason}`)
  }

  finish(reason: FinishReason): string {
    return this.#choice(`${this.#noText},"finish_reason":"${reason}"`)
  }

  /** The finish reason of a server that gave up: one of its own, or `error` with an error beside it. */
  givenUp(reason: string | undefined): string {
    const error = `,"error":{"code":502,"message":"the mock server was told to give up"}`
    return this.#choice(
      `${this.#noText},"finish_reason":${JSON.stringify(reason ?? 'error')}${reason === undefined ? error : ''}`,
    )
  }

  /** @param beside further fields of the event */
  usage(usage: Usage, beside: object): string {
    return this.#event(`${this.#start}"choices":[],${JSON.stringify({ usage, ...beside }).slice(1)}`)
  }

  error(): string {
    const error = { message: 'the mock server was told to fail here', type: 'server_error', param: null, code: 500 }
    return this.#event(JSON.stringify({ error }))
  }

  /** An event whose JSON ends in its middle. */
  broken(): string {
    return this.#event(`${this.#start}"choices":[{"index":0,"delta":{"content":`)
  }

  done(): string {
    return this.#settings.done ? this.doneAlways() : ''
  }

  doneAlways(): string {
    return this.#event('[DONE]')
  }

  comment(): string {
    return this.#settings.comments ? `: keep-alive${this.#lineEnd}${this.#lineEnd}` : ''
  }

  /** A comment in place of reasoning that is not sent. */
  #thinking(): string {
    return `: thinking${this.#lineEnd}${this.#lineEnd}`
  }

  get #noText(): string {
    return this.#chat ? '"delta":{}' : '"text":"","logprobs":null'
  }

  #delta(kind: DeltaKind, text: string): string {
    if (kind === 'content') return `{"content":${text}}`
    if (kind === 'reasoning') return `{"${this.#settings.reasoningField}":${text}}`
    const identity = `"id":"${toolCallId}","type":"function",`
    const [about, name] = kind === 'tool-start' ? [identity, `"name":"${toolName}",`] : ['', '']
    return `{"tool_calls":[{"index":0,${about}"function":{${name}"arguments":${text}}}]}`
  }

  #choice(rest: string): string {
    return this.#event(`${this.#start}"choices":[{"index":0,${rest}}]}`)
  }

  #event(data: string): string {
    return `data: ${data}${this.#lineEnd}${this.#lineEnd}`
  }
}
