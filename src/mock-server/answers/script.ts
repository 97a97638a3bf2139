import { cutInTwo, type Framing } from '../wire/framing.ts'

/** Fate of the connection after an answer; `hang` leaves it open and silent. */
export type Ending = 'keep-alive' | 'close' | 'reset' | 'hang'

/** Bytes that are written for one request, and their spread over time. */
export interface Script {
  /** Bytes written when the request is received. */
  readonly opening: Buffer | null
  /** Bytes of each write, one after the other when due. */
  readonly parts: readonly Buffer[]
  /** Number of writes that make one event: 2 where events are cut in two. */
  readonly writesPerEvent: 1 | 2
  /** Number of events in one part, all stamped with its write: more than 1 in a replayed stream. */
  readonly eventsPerPart: number
  /** Number of events that take their time before the first part is due. */
  readonly heldBack: number
  readonly tokensPerEvent: number
  /** Number of tokens in all parts. */
  readonly tokens: number
  /** Milliseconds between tokens. */
  readonly interToken: number
  /** Whether the parts begin again when they have all been written. */
  readonly endless: boolean
  /** Whether the closing waits until one more event would have been due. */
  readonly pause: boolean
  /** Bytes written after the last part. */
  readonly closing: Buffer | null
  readonly ending: Ending
}

/** An answer as events, before it is cut, faulted or replayed. */
export interface AnswerParts {
  readonly opening: Buffer
  readonly events: readonly Buffer[]
  readonly tokens: number
  readonly tokensPerEvent: number
  readonly interToken: number
  readonly closing: Buffer
  readonly framing: Framing
}

/** Script of the ordinary stream. */
export function streamScript({ opening, events, tokens, tokensPerEvent, interToken, closing }: AnswerParts): Script {
  return {
    opening,
    parts: events,
    writesPerEvent: 1,
    eventsPerPart: 1,
    heldBack: 0,
    tokensPerEvent,
    tokens,
    interToken,
    endless: false,
    pause: false,
    closing,
    ending: 'keep-alive',
  }
}

/** Script of the whole stream in one write, when it would have come to its end. */
export function replayed(script: Script): Script {
  const { opening, parts, closing } = script
  const all = [opening, ...parts, closing].filter((bytes) => bytes !== null)
  return {
    ...script,
    opening: null,
    parts: [Buffer.concat(all)],
    closing: null,
    eventsPerPart: parts.length,
    heldBack: Math.max(0, parts.length - 1),
  }
}

/** Script of an answer that is not streamed: one write when its last token is done. */
export function wholeScript(bytes: Buffer, tokens: number, interToken: number): Script {
  return {
    opening: null,
    parts: [bytes],
    writesPerEvent: 1,
    eventsPerPart: 1,
    heldBack: Math.max(0, tokens - 1),
    tokensPerEvent: 1,
    tokens,
    interToken,
    endless: false,
    pause: false,
    closing: null,
    ending: 'keep-alive',
  }
}

/** Script with each event in two writes; every other cut is also one between HTTP chunks. */
export function split(script: Script): Script {
  const parts = script.parts.flatMap((part, index) => cutInTwo(part, index % 2 === 0))
  return { ...script, parts, writesPerEvent: 2 }
}
