import { AnswerReading } from './answer-reading.ts'
import type { ResponseReader } from '../socket/response-reader.ts'

const tailBytes = 4096

/**
 * Stamp of the newest generated token in the bytes received so far, null when none has come. A
 * healthy stream is settled by its last few kilobytes. Of a compressed body every read counts.
 */
export function lastGeneratedAt(reader: ResponseReader): number | null {
  const { body, readTimes, readEnds } = reader
  const encoding = reader.headers.get('content-encoding') ?? 'identity'
  if (encoding !== 'identity') return readTimes.at(-1) ?? null
  const cut = Math.max(0, body.length - tailBytes)
  const starts = cut === 0 ? [0] : [body.indexOf(10, cut) + 1 || body.length, 0]
  for (const start of starts) {
    for (const kind of ['chat', 'completion'] as const) {
      const reading = new AnswerReading({ body, readTimes, readEnds }, kind, start)
      reading.readAll()
      if (reading.first !== null) return reading.end
    }
  }
  return null
}
