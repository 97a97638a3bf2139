import { AnswerReading } from '../answer/answer-reading.ts'
import type { ResponseReader } from './response-reader.ts'

/** Pause of a stream after which it is looked at for its end, in milliseconds. */
export const quietMs = 250
/** Milliseconds a stream may pause after its finish reason: token counts may come a while later. */
const awaitsUsageMs = 1000
const tailBytes = 4096
const mayEnd = /\[DONE\]|"finish_reason" ?: ?"/

/**
 * Silence after which a stream is complete although the server holds the connection open:
 * shorter where its end mark, or a finish reason and the token counts, have come; never where there
 * is no finish reason. Milliseconds. An end in a compressed body is not seen.
 */
export function quietPatienceMs({ body }: Pick<ResponseReader, 'body'>): number {
  const cut = Math.max(0, body.length - tailBytes)
  const tail = body.subarray(cut === 0 ? 0 : body.indexOf(10, cut) + 1 || body.length)
  // A slow stream pauses often, and each pause is looked at.
  if (!mayEnd.test(tail.toString('latin1'))) return Number.POSITIVE_INFINITY
  const reading = new AnswerReading({ body: tail, readTimes: [], readEnds: [] }, 'chat')
  reading.readAll()
  if (reading.done) return quietMs
  if (reading.finish === null) return Number.POSITIVE_INFINITY
  return reading.usage === null ? awaitsUsageMs : quietMs
}
