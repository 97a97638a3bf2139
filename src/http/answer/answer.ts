import { at, listOf, objectOf, parsedJson, textOf } from '../../json.ts'
import { pieceOf, timingsOf, type ServerTimings } from './answer-fields.ts'
import { AnswerReading } from './answer-reading.ts'
import { endFailure } from './answer-failure.ts'
import { finishOf, finishWord, type FinishReason } from './finish-reason.ts'
import { streamEnd } from './stream-end.ts'
import type { Exchange } from '../socket/exchange.ts'
import { errorText } from '../error-text.ts'
import { serverText, type HttpFailure } from '../failure.ts'
import { ToolCalls } from './tool-calls.ts'
import { tooMuchJson } from './too-much-json.ts'
import { unreadAnswer } from './unread-answer.ts'
import { frameUsage, type AnswerUsage } from './usage.ts'

export type { ServerTimings } from './answer-fields.ts'
export type { AnswerUsage } from './usage.ts'

/** An answer read out of an exchange; stamps are milliseconds of CLOCK_MONOTONIC. */
export interface Answer {
  /** Stamp of the first chunk of any kind, an empty role chunk included. */
  readonly firstChunk: number | null
  /** Stamp of the first generated chunk; null where nothing was streamed. */
  readonly first: number | null
  /** Stamp of the first generated chunk that is not reasoning. */
  readonly firstVisible: number | null
  /**
   * Stamp of the last generated chunk, or of the first event with a finish reason after it; where there
   * is none, or nothing was streamed, the exchange's end.
   */
  readonly end: number
  /** Whether a finish reason came in an event of its own, after the last generated chunk. */
  readonly finishedLater: boolean
  /** Characters of the first generated chunk, and of all. */
  readonly firstCharacters: number
  readonly characters: number
  /** Stamp of each chunk that carried text, reasoning or tool calls; several in one read share it. */
  readonly chunkTimes: readonly number[]
  readonly text: string
  readonly reasoning: string
  /** JSON text of `[{ id, name, arguments }]`, '' where no tool was called. */
  readonly toolCalls: string
  readonly usage: AnswerUsage | null
  readonly timings: ServerTimings | null
  readonly finish: FinishReason | null
  /** Number of choices; text, stamps and finish reason are of the first. */
  readonly choices: number
  readonly streamed: boolean
  /** Whether a finish reason came, and then silence: neither the body's end nor `[DONE]`. */
  readonly unended: boolean
  readonly model: string | null
  readonly failure: HttpFailure | null
}

/** Steps of the reading of something, the last of which has it. */
export type Steps<Result> = Generator<undefined, Result, undefined>

/** Reads the answer out of an exchange. Never throws: an error is its `failure`. */
export function parseAnswer(exchange: Exchange, kind: 'chat' | 'completion'): Answer {
  const steps = answerSteps(exchange, kind)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** As {@link parseAnswer}, in steps of a few hundredths of a millisecond, between which others can be timed. */
export function* answerSteps(exchange: Exchange, kind: 'chat' | 'completion'): Steps<Answer> {
  const { status, failure } = exchange
  if (status === null || status >= 300 || failure?.class === 'http-status') return withoutBody(exchange, failure)
  try {
    const answer = isEventStream(exchange) ? yield* streamedAnswer(exchange, kind) : wholeAnswer(exchange, kind)
    return isTooLong(answer) ? withoutBody(exchange, tooLong) : answer
  } catch (error) {
    // Whatever a server can send, it costs one request.
    const message = `the answer cannot be read: ${error instanceof Error ? error.message : String(error)}`
    return withoutBody(exchange, { class: 'malformed', message: serverText(message, exchange.redact) })
  }
}

/** Characters of an answer that are kept: far more than any model's longest. */
const mostCharacters = 16 * 2 ** 20

const tooLong: HttpFailure = { class: 'malformed', message: 'the answer is not read: more than 16 million characters' }

function isTooLong({ text, reasoning, toolCalls }: Answer): boolean {
  return text.length + reasoning.length + toolCalls.length > mostCharacters
}

/** Whether the answer is an event stream by its header, or by the look of the body where the header is wrong. */
function isEventStream({ headers, body }: Exchange): boolean {
  const type = headers.get('content-type') ?? ''
  const opening = body.toString('latin1', 0, 64)
  const looksLikeEvents = /^(?:\u00EF\u00BB\u00BF)?\s*(?::|data:|event:|id:|retry:)/.test(opening)
  return looksLikeEvents || (/text\/event-stream/i.test(type) && !/^\s*[{<]/.test(opening))
}

/** Events of one step. */
const eventsPerStep = 25

function* streamedAnswer(exchange: Exchange, kind: 'chat' | 'completion'): Steps<Answer> {
  const reading = new AnswerReading(exchange, kind)
  while (!reading.readSome(eventsPerStep)) yield
  const { chunkTimes, text, reasoning, toolCalls, usage, timings, model } = reading
  return {
    firstChunk: reading.firstChunk,
    first: reading.first,
    firstVisible: reading.firstVisible,
    end: reading.end ?? exchange.ended,
    finishedLater: reading.finishedLater,
    firstCharacters: reading.firstCharacters,
    characters: text.length + reasoning.length + reading.callCharacters,
    chunkTimes,
    text,
    reasoning,
    toolCalls,
    usage,
    timings,
    finish: finishOf(reading.finishWord),
    choices: reading.choices,
    streamed: true,
    model,
    ...streamEnd(exchange, reading),
  }
}

/** Answer of a plain JSON body; without a stream there is no first token to stamp. */
function wholeAnswer(exchange: Exchange, kind: 'chat' | 'completion'): Answer {
  const { failure, body, redact } = exchange
  if (failure !== null) return withoutBody(exchange, failure)
  const text = body.toString('utf8').replace(/^\uFEFF/, '')
  if (text.trim() === '') return withoutBody(exchange, { class: 'empty', message: 'the answer is empty' })
  const problem = tooMuchJson(text)
  const json = problem === null ? parsedJson(text) : undefined
  const choices = listOf(at(json, 'choices'))
  if (choices === null || errorText(json) !== null)
    return withoutBody(exchange, unreadAnswer(text, json, problem, redact))
  const choice = objectOf(choices[0]) ?? {}
  const piece = pieceOf(choice, kind)
  const calls = new ToolCalls()
  let generated = piece.text !== '' || piece.reasoning !== ''
  for (const call of piece.toolCalls) generated = calls.add(call) || generated
  const said = finishWord(choice['finish_reason'])
  const usage = frameUsage(objectOf(json))
  const choiceError = errorText({ error: choice['error'] })
  return {
    ...withoutBody(exchange, endFailure({ finishWord: said, serverError: choiceError, generated, usage }, redact)),
    text: piece.text,
    reasoning: piece.reasoning,
    toolCalls: calls.toString(),
    usage,
    timings: timingsOf(at(json, 'timings')),
    finish: finishOf(said),
    choices: Math.max(1, choices.length),
    model: textOf(at(json, 'model')),
  }
}

function withoutBody(exchange: Exchange, failure: HttpFailure | null): Answer {
  return {
    firstChunk: null,
    first: null,
    firstVisible: null,
    end: exchange.ended,
    finishedLater: false,
    firstCharacters: 0,
    characters: 0,
    chunkTimes: [],
    text: '',
    reasoning: '',
    toolCalls: '',
    usage: null,
    timings: null,
    finish: null,
    choices: 1,
    streamed: false,
    unended: false,
    model: null,
    failure,
  }
}
