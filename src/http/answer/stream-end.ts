import { serverText, type HttpFailure, type HttpFailureClass } from '../failure.ts'
import type { Exchange } from '../socket/exchange.ts'
import { endFailure } from './answer-failure.ts'
import type { Redact } from '../redact.ts'
import type { AnswerReading } from './answer-reading.ts'

/** End of a streamed answer: its failure, and whether it had an end at all. */
interface StreamEnd {
  readonly failure: HttpFailure | null
  /** Whether a finish reason came, and then silence: neither the body's end nor `[DONE]`. */
  readonly unended: boolean
}

/** Characters of an event that are quoted before they are cut to a line. */
const quoted = 1000

/** Failures of the connection that take nothing from an answer whose end mark had come. */
const afterTheMark: ReadonlySet<HttpFailureClass> = new Set(['truncated', 'reset', 'stall', 'total-timeout'])

/**
 * The end of a streamed answer. The body's end or `[DONE]` ends one. A finish reason does not: gateways
 * write it into every chunk, and what breaks off behind it is cut. Silence behind one until a time-out
 * is taken for an end, and said to be none.
 */
export function streamEnd({ failure, redact }: Exchange, reading: AnswerReading): StreamEnd {
  const { serverError, malformed, finishWord, done, chunkTimes, usage } = reading
  const generated = chunkTimes.length > 0
  const ownFailure = endFailure({ finishWord, serverError, generated, usage }, redact)
  if (ownFailure !== null && ownFailure.class === 'server-error') return { failure: ownFailure, unended: false }
  if (malformed !== null) {
    return { failure: { class: 'malformed', message: serverText(malformed, redact) }, unended: false }
  }
  if (failure !== null && !(done && afterTheMark.has(failure.class))) {
    const unended = isSilence(failure, reading)
    return { failure: unended ? ownFailure : failure, unended }
  }
  return { failure: done || finishWord !== null ? ownFailure : unfinished(reading, redact), unended: false }
}

/** Whether a time-out ended a wait for nothing; one that ends a lively stream cuts it. */
function isSilence({ class: name }: HttpFailure, { finishWord, finishedLater }: AnswerReading): boolean {
  return finishWord !== null && (name === 'stall' || (name === 'total-timeout' && finishedLater))
}

function unfinished(reading: AnswerReading, redact: Redact): HttpFailure {
  const { recognized, otherApi, unread, firstChunk, chunkTimes } = reading
  const { length } = chunkTimes
  if (recognized === 0 && firstChunk !== null) {
    const what = 'the events have no "choices": not an OpenAI-compatible stream'
    if (otherApi !== null) return { class: 'malformed', message: `${what}; ${otherApi}` }
    const words = unread === null ? what : `${what}: ${unread.slice(0, quoted)}`
    return { class: 'malformed', message: serverText(words, redact) }
  }
  const chunks = `${length} generated ${length === 1 ? 'chunk' : 'chunks'}`
  return { class: 'truncated', message: `the stream ended after ${chunks}, without a finish reason or [DONE]` }
}
