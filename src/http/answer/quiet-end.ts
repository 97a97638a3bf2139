import { AnswerReading } from './answer-reading.ts'
import type { ResponseReader } from '../socket/response-reader.ts'

/** Pause of a stream after which it is looked at for its end mark, in milliseconds. */
export const quietMs = 250
/** Time after which a stream without such a pause is looked at, in milliseconds. */
export const livelyMs = 1000
const tailBytes = 4096

/**
 * Whether the end mark stands among the last events of a body although something came after it, or its
 * line has no end. One in a compressed body is not seen.
 */
export function holdsEndMark({ body }: Pick<ResponseReader, 'body'>): boolean {
  const cut = Math.max(0, body.length - tailBytes)
  const tail = body.subarray(cut === 0 ? 0 : body.indexOf(10, cut) + 1 || body.length)
  // A slow stream pauses often, and each pause is looked at.
  if (!tail.includes('[DONE]')) return false
  const reading = new AnswerReading({ body: tail, readTimes: [], readEnds: [] }, 'chat')
  reading.readAll()
  return reading.done
}
