import { isAscii } from 'node:buffer'
import { at, listOf, objectOf, parsedJson, textOf, type JsonObject } from '../../json.ts'
import { pieceOf, timingsOf, type ServerTimings } from './answer-fields.ts'
import { finishWord } from './finish-reason.ts'
import { formatCount } from '../../figures.ts'
import { errorText } from '../error-text.ts'
import { plainError } from '../plain-error.ts'
import { strayError } from './stray-error.ts'
import { EventScanner } from './event-scanner.ts'
import { otherApi } from './other-api.ts'
import { FollowedChoice } from './followed-choice.ts'
import { EventTemplate, type Channel } from './event-template.ts'
import { ToolCalls } from './tool-calls.ts'
import { tooMuchJson } from './too-much-json.ts'
import { frameUsage, laterUsage, type AnswerUsage } from './usage.ts'

/** A body, the stamps of its reads, and the bytes of it that were known after each. */
export interface StampedBody {
  readonly body: Buffer
  readonly readTimes: readonly number[]
  readonly readEnds: readonly number[]
}

/** Events of one answer that are read: many times as many as any model's longest has tokens. */
const mostEvents = 1_000_000
/** Choices of one event that are read. */
const mostChoices = 1000
/** Number of templates in a row that fitted nothing before the search for one is given up. */
const uselessTemplates = 16

/**
 * Reads a streamed answer, whole with `readAll` or in parts with `readSome`. An event's stamp is that of the
 * read that held the last byte of its data line's line end.
 */
export class AnswerReading {
  readonly #body: Buffer
  readonly #times: readonly number[]
  readonly #ends: readonly number[]
  readonly #kind: 'chat' | 'completion'
  /** The body, one letter a byte: places in it are byte offsets. */
  readonly #bytes: string
  readonly #isAscii: boolean
  readonly #scanner: EventScanner
  readonly #text: string[] = []
  readonly #reasoning: string[] = []
  readonly #calls = new ToolCalls()
  #template: EventTemplate | null = null
  #templateMisses = 0
  #read = 0
  /** Stamp of the first event with a finish reason since the last generated chunk, and their number then. */
  #finishedAt: number | null = null
  #chunksAtFinish = 0
  readonly #choices = new FollowedChoice()
  /** Whether an event without data called itself an error. */
  #announced = false
  #events = 0

  readonly chunkTimes: number[] = []
  firstChunk: number | null = null
  firstVisible: number | null = null
  usage: AnswerUsage | null = null
  timings: ServerTimings | null = null
  model: string | null = null
  /** The server's own word for the end of generation. */
  finishWord: string | null = null
  /** Characters of the first generated chunk. */
  firstCharacters = 0
  /** Whether the end mark has come. */
  done = false
  /** Number of events that had the shape of this API. */
  recognized = 0
  /** Words for another API that the events are of; null where they are of none that is known. */
  otherApi: string | null = null
  /** The first event without choices; null where there is none before those that have some. */
  unread: string | null = null
  /** Text of the server's error frame. */
  serverError: string | null = null
  /** Words for an event that cannot be read. */
  malformed: string | null = null

  constructor(source: StampedBody, kind: 'chat' | 'completion', start = 0) {
    this.#body = source.body
    this.#times = source.readTimes
    this.#ends = source.readEnds
    this.#kind = kind
    this.#bytes = this.#body.toString('latin1')
    this.#isAscii = isAscii(this.#body)
    this.#scanner = new EventScanner(this.#bytes, start)
  }

  get text(): string {
    return this.#text.join('')
  }

  get reasoning(): string {
    return this.#reasoning.join('')
  }

  get toolCalls(): string {
    return this.#calls.toString()
  }

  /** Characters of the calls' names and arguments. */
  get callCharacters(): number {
    return this.#calls.characters
  }

  /** Stamp of the first generated chunk. */
  get first(): number | null {
    return this.chunkTimes[0] ?? null
  }

  /** Whether a finish reason came in an event of its own, after the last generated chunk. */
  get finishedLater(): boolean {
    return this.#finishedAt !== null && this.#chunksAtFinish === this.chunkTimes.length
  }

  /** Stamp of the last generated chunk, or of the first event with a finish reason after it. */
  get end(): number | null {
    return this.finishedLater ? this.#finishedAt : (this.chunkTimes.at(-1) ?? null)
  }

  /** Number of choices: text, stamps and finish reason are of the one that came first. */
  get choices(): number {
    return this.#choices.count
  }

  /**
   * Reads every event up to the end mark, an error of the server, or an event that cannot be read; behind
   * the mark token counts only.
   */
  readAll(): void {
    this.readSome(Number.POSITIVE_INFINITY)
  }

  /** Reads so many events at most of those that {@link readAll} reads; true once it has read the last. */
  readSome(most: number): boolean {
    let read = 0
    while (this.#goesOn && this.#scanner.next()) {
      this.#event()
      if (++read >= most && this.#goesOn) return false
    }
    if (this.#scanner.overrun) this.malformed ??= 'more lines than any answer has'
    this.serverError ??= this.#unsaidError()
    if (this.done) this.#lateUsage()
    return true
  }

  get #goesOn(): boolean {
    return this.serverError === null && this.malformed === null && !this.done
  }

  /** Takes token counts that came behind the end mark. */
  #lateUsage(): void {
    while (this.#scanner.next()) {
      const { dataStart, dataEnd, joined } = this.#scanner
      const data = joined ?? this.#bytes.slice(dataStart, dataEnd)
      if (data.includes('"usage"')) this.usage = laterUsage(this.usage, frameUsage(objectOf(parsedJson(data))))
    }
  }

  /** Words of an error that no event has: one that was announced only, or a line between the events. */
  #unsaidError(): string | null {
    if (this.#announced) return 'an error event without words'
    const { stray } = this.#scanner
    return stray === null ? null : strayError(stray, this.finishWord !== null)
  }

  #event(): void {
    if (++this.#events > mostEvents) {
      this.malformed = `more than ${formatCount(mostEvents)} events`
      return
    }
    const { dataStart, dataEnd, joined, completeAt } = this.#scanner
    const stamp = this.#stamp(completeAt)
    if (joined === null) {
      const template = this.#template
      const start = template?.match(this.#bytes, dataStart, dataEnd) ?? -1
      if (template !== null && start >= 0) {
        this.#templateMisses = 0
        this.recognized++
        this.#generated(stamp, template.channel, this.#decoded(start, dataEnd - template.tail))
        return
      }
      if (dataEnd - dataStart < 12 && this.#bytes.slice(dataStart, dataEnd).trim() === '[DONE]') {
        this.done = true
        return
      }
    }
    const data = joined === null ? this.#decoded(dataStart, dataEnd) : Buffer.from(joined, 'latin1').toString('utf8')
    this.#parse(data, stamp, joined === null)
  }

  #parse(data: string, stamp: number, mayLearn: boolean): void {
    if (data === '') {
      // Its words may be an event of their own.
      this.#announced = true
      return
    }
    const frame = this.#json(data)
    if (frame === undefined) return
    this.firstChunk ??= stamp
    const isError = this.#scanner.isError || (this.#announced && frame?.['choices'] === undefined)
    const error = errorText(frame) ?? (isError ? data : null)
    if (error !== null) {
      this.serverError = error
      return
    }
    if (frame === null) return
    this.model ??= textOf(frame['model'])
    const usage = frameUsage(frame)
    const timings = timingsOf(frame['timings'])
    this.usage = laterUsage(this.usage, usage)
    this.timings = timings ?? this.timings
    const choices = listOf(frame['choices'])
    if (choices !== null && choices.length > mostChoices) {
      this.malformed = `more than ${formatCount(mostChoices)} choices in one event`
      return
    }
    if (choices !== null) this.recognized++
    else if (this.recognized === 0) {
      this.otherApi ??= otherApi(frame)
      this.unread ??= data
    }
    if (choices === null) return
    const choice = this.#choices.of(choices)
    for (const each of choices)
      if (at(each, 'error') !== undefined) this.serverError ??= errorText({ error: at(each, 'error') })
    if (choice === null) return
    const finish = finishWord(choice['finish_reason'])
    this.finishWord = finish ?? this.finishWord
    const plain = mayLearn && usage === null && timings === null && finish === null && choices?.length === 1
    const generated = this.#take(choice, stamp, plain ? data : null)
    if (finish === null || generated || this.finishedLater) return
    this.#finishedAt = stamp
    this.#chunksAtFinish = this.chunkTimes.length
  }

  /** The frame, null for JSON that is no object, undefined where it cannot be parsed. */
  #json(data: string): JsonObject | null | undefined {
    const problem = tooMuchJson(data)
    if (problem !== null) {
      this.malformed = problem
      return undefined
    }
    try {
      const value: unknown = JSON.parse(data)
      if (typeof value === 'string') this.serverError ??= plainError(value)
      return objectOf(value)
    } catch {
      this.serverError = this.#scanner.isError ? data : plainError(data)
      // A last line without its end was cut off, not written wrong.
      if (this.#scanner.terminated) this.malformed = `an event is no JSON: ${data}`
      return undefined
    }
  }

  /** Takes what a choice adds to the answer; whether it added any text, reasoning or part of a call. */
  #take(choice: JsonObject, stamp: number, data: string | null): boolean {
    const { text, reasoning, toolCalls, field } = pieceOf(choice, this.#kind)
    let called = false
    for (const call of toolCalls) called = this.#calls.add(call) || called
    if (text === '' && reasoning === '' && !called) return false
    // Some gateways send the whole message once more when it is done.
    if (choice['message'] !== undefined && this.chunkTimes.length > 0 && text === this.text) return false
    if (this.chunkTimes.length === 0) this.firstCharacters = text.length + reasoning.length + this.#calls.characters
    this.chunkTimes.push(stamp)
    if (reasoning !== '') this.#reasoning.push(reasoning)
    if (text !== '') this.#text.push(text)
    if (text !== '' || called) this.firstVisible ??= stamp
    if (data === null || field === null || this.#templateMisses >= uselessTemplates) return true
    const channel = text === '' ? 'reasoning' : 'text'
    const learned = EventTemplate.of(data, field, text === '' ? reasoning : text, channel)
    if (learned === null) return true
    this.#template = learned
    this.#templateMisses++
    return true
  }

  #generated(stamp: number, channel: Channel, text: string): void {
    this.firstChunk ??= stamp
    this.chunkTimes.push(stamp)
    if (channel === 'reasoning') this.#reasoning.push(text)
    else {
      this.#text.push(text)
      this.firstVisible ??= stamp
    }
  }

  #decoded(start: number, end: number): string {
    return this.#isAscii ? this.#bytes.slice(start, end) : this.#body.toString('utf8', start, end)
  }

  /** Stamp of the read that brought the byte before `offset`. Offsets only grow. */
  #stamp(offset: number): number {
    while ((this.#ends[this.#read] ?? Number.POSITIVE_INFINITY) < offset) this.#read++
    return this.#times[this.#read] ?? this.#times.at(-1) ?? Number.NaN
  }
}
