import { answerLength, type CompletionRequest } from '../wire/completion-request.ts'
import { statusLine } from '../wire/connection.ts'
import { timingsField } from './drafts.ts'
import { type DeltaKind, Events, type FinishReason, toolCallId, toolName, type Usage } from './events.ts'
import { type AnswerFault, type OddFault, finishesEverywhere } from '../faults/faults.ts'
import { isOdd } from '../faults/odd-kinds.ts'
import { oddScript } from './odd-script.ts'
import { faultyStream } from '../faults/faulty-stream.ts'
import { wholeAnswer } from '../faults/faulty-whole.ts'
import { framing, type Framing, lastChunk } from '../wire/framing.ts'
import { type AnswerParts, replayed, type Script, split, streamScript } from './script.ts'
import type { Settings } from '../settings.ts'
import { answerFields } from '../software.ts'
import { TokenParts } from './token-parts.ts'
import { defaultWords, Words } from './words.ts'

/** An answer ready to be written. */
export interface Answer {
  readonly script: Script
  readonly reason: 'stop' | 'length'
}

/** Parts of a request that an answer says back. */
interface RequestEcho {
  /** Further header lines of the answer. */
  readonly headers: string
  /** Value of the request's header, empty without one. */
  readonly authorization: string
}

interface Content {
  readonly words: Words
  readonly tokens: number
  readonly reason: FinishReason
  readonly reasoning: number
}

/** Makes the answers of one endpoint and model. */
export class Answers {
  readonly #settings: Settings
  readonly #chat: boolean
  readonly #model: string
  readonly #created: number
  readonly #events: Events
  readonly #framing: Framing
  readonly #tokenParts: TokenParts
  readonly #words: Words
  /** Answers so far, this one included. */
  #answered = 0
  #latest: { readonly tokens: number; readonly events: readonly Buffer[] } | null = null

  constructor(settings: Settings, chat: boolean, model: string, created: number) {
    this.#settings = settings
    this.#chat = chat
    this.#model = model
    this.#created = created
    this.#events = new Events(settings, chat, model, created)
    this.#framing = framing(settings.gzip)
    this.#tokenParts = new TokenParts(this.#events, this.#framing)
    this.#words = typeof settings.text === 'string' ? new Words(settings.text) : defaultWords(settings.multiByte)
  }

  answer(
    request: CompletionRequest,
    cachedTokens: number,
    fault: AnswerFault | OddFault | null,
    { headers, authorization }: RequestEcho,
  ): Answer {
    this.#answered++
    const { text, tokens, reasoningTokens, toolCall } = this.#settings
    const words = typeof text === 'function' ? new Words(text(request.body)) : this.#words
    const natural = tokens ?? (text === null ? 100 : words.length)
    const length = answerLength(request, this.#settings, natural)
    const content: Content = {
      words,
      tokens: length.tokens,
      reason: this.#chat && toolCall && length.reason === 'stop' ? 'tool_calls' : length.reason,
      reasoning: this.#chat ? Math.min(reasoningTokens, length.tokens) : 0,
    }
    if (fault !== null && isOdd(fault.kind)) {
      const usual = {
        chat: this.#chat,
        model: this.#model,
        tokens: Array.from({ length: length.tokens }, (_, token) => words.slice(token, token + 1)),
        promptTokens: request.promptTokens.length,
        authorization,
      }
      const { interToken } = this.#settings
      const writing = { stream: request.stream, framing: this.#framing, headers, interToken }
      return { script: oddScript(fault.kind, usual, writing), reason: length.reason }
    }
    const inside = fault as AnswerFault | null
    const script = request.stream
      ? this.#stream(request, content, cachedTokens, inside, headers)
      : this.#whole(request, content, cachedTokens, inside, headers)
    return { script, reason: length.reason }
  }

  #stream(
    request: CompletionRequest,
    content: Content,
    cached: number,
    fault: AnswerFault | null,
    headers: string,
  ): Script {
    const { tokensPerChunk, interToken, roleChunk, replay, splitWrites } = this.#settings
    const opening = this.#events.comment() + (roleChunk && this.#chat ? this.#events.role() : '')
    const head = streamHead(headers + this.#framing.headers)
    const empty = fault?.kind === 'empty'
    const generated = empty ? 0 : content.tokens
    const parts: AnswerParts = {
      opening: opening === '' ? head : Buffer.concat([head, this.#framing.part(opening)]),
      events: this.#tokenEvents(content, fault),
      tokens: content.tokens,
      tokensPerEvent: tokensPerChunk,
      interToken,
      closing: this.#closing(request, content, generated, cached, true),
      framing: this.#framing,
    }
    const script =
      fault === null
        ? streamScript(parts)
        : faultyStream(parts, this.#events, fault, this.#closing(request, content, generated, cached, false))
    if (replay && !script.endless) return replayed(script)
    return splitWrites ? split(script) : script
  }

  /** Bytes of the token events, the same for every request of one length where the text is the same. */
  #tokenEvents(content: Content, fault: AnswerFault | null): readonly Buffer[] {
    const { words, tokens } = content
    if (finishesEverywhere(fault))
      return this.#makeTokenEvents(content, (kind, text) =>
        this.#framing.part(this.#events.comment() + this.#events.token(kind, text, content.reason)),
      )
    if (words !== this.#words) return this.#makeTokenEvents(content)
    if (this.#latest?.tokens !== tokens) this.#latest = { tokens, events: this.#makeTokenEvents(content) }
    return this.#latest.events
  }

  #makeTokenEvents(
    content: Content,
    made = (kind: DeltaKind, text: string): Buffer => this.#tokenParts.part(kind, text),
  ): Buffer[] {
    const { tokens, reasoning } = content
    const { tokensPerChunk } = this.#settings
    const events: Buffer[] = []
    for (let first = 0; first < tokens; first += tokensPerChunk) {
      const end = Math.min(first + tokensPerChunk, tokens)
      // A chunk that begins as reasoning is reasoning as a whole.
      events.push(made(this.#kind(first, reasoning), this.#text(content, first, end)))
    }
    return events
  }

  #kind(first: number, reasoning: number): DeltaKind {
    if (first < reasoning) return 'reasoning'
    if (!this.#chat || !this.#settings.toolCall) return 'content'
    return first - reasoning < this.#settings.tokensPerChunk ? 'tool-start' : 'tool-arguments'
  }

  /** The text of some tokens; a tool call's arguments are together one JSON object. */
  #text({ words, tokens, reasoning }: Content, first: number, end: number): string {
    const text = words.slice(first, end)
    if (this.#kind(first, reasoning) === 'content' || first < reasoning) return text
    const starts = this.#kind(first, reasoning) === 'tool-start'
    return `${starts ? '{"text":"' : ''}${JSON.stringify(text).slice(1, -1)}${end === tokens ? '"}' : ''}`
  }

  #closing(request: CompletionRequest, content: Content, generated: number, cached: number, done: boolean): Buffer {
    const wanted = this.#settings.usage === 'always' || (this.#givesUsage() && request.includeUsage)
    const texts = [
      this.#events.finish(generated === 0 ? 'stop' : content.reason),
      wanted
        ? this.#events.usage(this.#usage(request, content, generated, cached), this.#timings(request, generated))
        : '',
      done ? this.#events.done() : '',
    ]
    return Buffer.concat([...texts.filter((text) => text !== '').map((text) => this.#framing.part(text)), lastChunk])
  }

  /** Whether this answer has usage where it is asked for. */
  #givesUsage(): boolean {
    const { usage } = this.#settings
    return usage !== 'absent' && !(usage === 'sometimes' && this.#answered % 2 === 0)
  }

  #usage(request: CompletionRequest, content: Content, generated: number, cached: number): Usage {
    const { usage, prefixCache, cachedInUsage, context } = this.#settings
    if (usage === 'zeros') return { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
    if (usage === 'nonsense') return { prompt_tokens: -1_000_000, completion_tokens: -0.5, total_tokens: 1e308 }
    const prompt_tokens = Math.min(request.promptTokens.length, context)
    const completion_tokens = countedTokens(usage, generated)
    return {
      prompt_tokens,
      completion_tokens,
      total_tokens: prompt_tokens + completion_tokens,
      ...(prefixCache === false || !cachedInUsage ? {} : { prompt_tokens_details: { cached_tokens: cached } }),
      ...(content.reasoning > 0 ? { completion_tokens_details: { reasoning_tokens: content.reasoning } } : {}),
    }
  }

  /** Times of an answer with drafts, which is the server's own business else. */
  #timings({ promptTokens }: CompletionRequest, generated: number): ReturnType<typeof timingsField> {
    const { drafts, ttft: promptMs, interToken: tokenMs } = this.#settings
    return timingsField(drafts, { prompt: promptTokens.length, generated, promptMs, tokenMs })
  }

  #whole(
    request: CompletionRequest,
    content: Content,
    cached: number,
    fault: AnswerFault | null,
    headers: string,
  ): Script {
    const { interToken } = this.#settings
    const error = { message: 'the mock server was told to fail here', type: 'server_error', param: null, code: 500 }
    return wholeAnswer(
      {
        body: this.#framing.body(this.#wholeBody(request, content, content.tokens, cached)),
        emptyBody: this.#framing.body(this.#wholeBody(request, content, 0, cached)),
        givenUpBody: this.#framing.body(this.#wholeBody(request, content, 1, cached, fault?.finish ?? 'error')),
        filteredBody: this.#framing.body(this.#wholeBody(request, content, 0, cached, 'content_filter')),
        brokenBody: this.#framing.body('{"choices":[{"index":0,"message":'),
        errorBody: this.#framing.body(JSON.stringify({ error })),
        headers: headers + this.#framing.headers,
        tokens: content.tokens,
        interToken,
      },
      fault,
    )
  }

  #wholeBody(
    request: CompletionRequest,
    content: Content,
    generated: number,
    cached: number,
    finish_reason: string = generated === 0 ? 'stop' : content.reason,
  ): string {
    const rest = this.#chat
      ? { message: this.#message(content, generated) }
      : { text: content.words.slice(0, generated), logprobs: null }
    return JSON.stringify({
      id: this.#chat ? 'chatcmpl-mock' : 'cmpl-mock',
      ...answerFields(this.#settings.software),
      object: this.#chat ? 'chat.completion' : 'text_completion',
      created: this.#created,
      model: this.#model,
      choices: [{ index: 0, ...rest, finish_reason }],
      ...(this.#givesUsage() ? { usage: this.#usage(request, content, generated, cached) } : {}),
      ...this.#timings(request, generated),
    })
  }

  #message({ words, reasoning }: Content, generated: number): Record<string, unknown> {
    const { toolCall, reasoningField } = this.#settings
    const thought = Math.min(reasoning, generated)
    const text = words.slice(thought, generated)
    return {
      role: 'assistant',
      content: toolCall ? null : text,
      ...(thought > 0 && reasoningField !== false ? { [reasoningField]: words.slice(0, thought) } : {}),
      ...(toolCall
        ? {
            tool_calls: [
              { id: toolCallId, type: 'function', function: { name: toolName, arguments: JSON.stringify({ text }) } },
            ],
          }
        : {}),
    }
  }
}

/** Completion tokens that the usage tells. */
function countedTokens(usage: Settings['usage'], generated: number): number {
  if (usage === 'wrong') return Math.max(generated + 1, Math.round(generated * 1.1))
  return usage === 'few' ? Math.round(generated * 0.9) : generated
}

function streamHead(headers: string): Buffer {
  return Buffer.from(
    `${statusLine(200)}content-type: text/event-stream; charset=utf-8\r\n` +
      `cache-control: no-cache\r\n${headers}transfer-encoding: chunked\r\n\r\n`,
    'latin1',
  )
}
