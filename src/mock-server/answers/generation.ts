import { now } from '../../clock.ts'
import type { EndReason, ModelActivity } from '../metrics/activity.ts'
import type { Connection } from '../wire/connection.ts'
import type { Script } from './script.ts'
import type { StampRecord } from '../stamps.ts'
import type { Timed } from './timeline.ts'

/** Milliseconds between the two halves of a split event. */
const splitGapMs = 1

/** Script, times and records of a generation. */
export interface GenerationPlan {
  readonly connection: Connection
  readonly script: Script
  readonly record: StampRecord
  readonly activity: ModelActivity
  /** Milliseconds to the first token, jitter included. */
  readonly ttft: number
  /** Factors of the times between tokens; null for none. */
  readonly jitter: (() => number) | null
  /** Factor of all times, as of a server that is not warm yet; 1 for none. */
  readonly slowness: number
  readonly cachedTokens: number
  readonly reason: EndReason
  /** Whether the connection is closed after an answer that said to keep it. */
  readonly closes: boolean
  /** Called once when it is over, however it ended. */
  readonly onOver: () => void
}

/** One answer while it is written: each write at its own absolute time. */
export class Generation implements Timed {
  due = 0
  readonly #plan: GenerationPlan
  #started = 0
  /** Moment the current event is due at; a late write does not move the later ones. */
  #eventDue = 0
  #firstDone = Number.NaN
  #position = 0
  #over = false

  constructor(plan: GenerationPlan) {
    this.#plan = plan
    const { parts, writesPerEvent, eventsPerPart } = plan.script
    plan.record.expect((parts.length / writesPerEvent) * eventsPerPart)
  }

  /**
   * Begins in its slot: the time to the first token runs from `at` on.
   * @param loadingMs time in which the model is loaded first
   */
  start(at: number, loadingMs = 0): void {
    const { script, ttft } = this.#plan
    this.#started = at
    this.#eventDue = at + loadingMs + ttft
    if (script.heldBack > 0) {
      this.#firstDone = this.#eventDue
      for (let event = 0; event < script.heldBack; event++) this.#eventDue += this.#gap()
    }
    this.due = this.#eventDue
  }

  run(): boolean {
    if (this.#over) return false
    const { connection, script } = this.#plan
    const part = script.parts[this.#position]
    if (part === undefined) return this.#end()
    const complete = script.writesPerEvent === 1 || this.#position % 2 === 1
    if (complete && script.tokens > 0) this.#stamp(now())
    connection.socket.write(part)
    return this.#advance()
  }

  /** Ends it where the client went away. */
  cancel(): void {
    if (!this.#over) this.#close('abort')
  }

  #stamp(time: number): void {
    const { script, record, activity, cachedTokens } = this.#plan
    const { eventsPerPart, tokensPerEvent, tokens, endless } = script
    for (let event = 0; event < eventsPerPart; event++) record.stamp(time)
    const before = record.completionTokens
    if (before === 0) {
      if (Number.isNaN(this.#firstDone)) this.#firstDone = time
      activity.prefilled(record.promptTokens, cachedTokens, this.#firstDone - this.#started)
    }
    const held = script.heldBack > 0 ? tokens : tokensPerEvent
    const after = endless ? before + held : Math.min(tokens, before + held)
    record.completionTokens = after
    activity.generated(after - before)
  }

  #advance(): boolean {
    const { script } = this.#plan
    this.#position++
    if (script.writesPerEvent === 2 && this.#position % 2 === 1) {
      this.due = this.#eventDue + Math.min(splitGapMs, script.interToken / 2)
      return true
    }
    if (this.#position === script.parts.length) {
      if (script.endless) this.#position = 0
      else if (!script.pause) return this.#end()
    }
    this.#eventDue += this.#gap()
    this.due = this.#eventDue
    return true
  }

  #gap(): number {
    const { script, jitter, slowness } = this.#plan
    const gap = script.interToken * script.tokensPerEvent * slowness
    return jitter === null ? gap : gap * jitter()
  }

  #end(): false {
    const { connection, script, record, reason } = this.#plan
    if (script.closing !== null) connection.socket.write(script.closing)
    // It holds its slot until the client gives up.
    if (script.ending === 'hang') return false
    if (script.ending === 'keep-alive') {
      record.ended = now()
      this.#close(reason)
      connection.complete()
      if (this.#plan.closes) connection.end()
      return false
    }
    this.#close('error')
    if (script.ending === 'reset') connection.reset()
    else connection.end()
    return false
  }

  #close(reason: EndReason): void {
    this.#over = true
    const { record, activity, onOver } = this.#plan
    const { writes, received, promptTokens, completionTokens } = record
    const last = writes.at(-1)
    if (last === undefined || completionTokens === 0) activity.ended[reason]++
    else {
      const first = this.#firstDone
      activity.completed(
        { received, started: this.#started, first, last, writes, promptTokens, completionTokens },
        reason,
      )
    }
    onOver()
  }
}
