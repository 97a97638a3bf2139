import type { RequestStamps } from '../../../src/mock-server/index.ts'
import { meanOf } from './mean.ts'

/** Times that the mock server is programmed to. */
export interface ProgrammedAnswer {
  readonly ttftMs: number
  readonly interTokenMs: number
  readonly tokens: number
}

/** The same load by the stamps of the server that wrote the answers. */
export interface ServerTruth {
  /** Mean of first write - last byte of the request read. */
  readonly ttftMs: number
  /** Mean of (last write - first write) / (tokens - 1). */
  readonly tpotMs: number
  /** Mean lateness of a write against its programmed moment: what the server itself fell behind. */
  readonly latenessMs: number
}

/**
 * The means of the latest requests: what a client made before those that it measured (warm-ups, one to see whether
 * the server is there) came before them.
 * @throws Error where there are fewer whole answers than the client counted
 */
export function serverTruth(
  stamps: readonly RequestStamps[],
  requests: number,
  { ttftMs, interTokenMs, tokens }: ProgrammedAnswer,
): ServerTruth {
  const whole = stamps.filter(({ writes, ended }) => writes.length === tokens && ended !== null)
  if (whole.length < requests)
    throw new Error(`the server wrote ${whole.length} whole answers, and the client counted ${requests}`)
  const measured = whole.slice(-requests)
  const at = ({ writes }: RequestStamps, place: number): number => writes[place] ?? Number.NaN
  return {
    ttftMs: meanOf(measured.map((stamp) => at(stamp, 0) - stamp.received)),
    tpotMs: meanOf(measured.map((stamp) => (at(stamp, tokens - 1) - at(stamp, 0)) / (tokens - 1))),
    latenessMs: meanOf(
      measured.map(({ received, writes }) =>
        meanOf([...writes].map((write, place) => write - (received + ttftMs + place * interTokenMs))),
      ),
    ),
  }
}
