import type { ActiveExchange } from './active-exchange.ts'
import type { ConnectTimes } from './dial.ts'
import { decodeContent } from '../response/content-decoding.ts'
import { serverText, type HttpFailure } from '../failure.ts'
import type { Redact } from '../redact.ts'
import { now } from '../../clock.ts'
import { retryAfterSeconds } from '../../waiting/retry-after.ts'
import { shownRedirect } from './redirects.ts'
import type { RequestWay } from './request.ts'
import { statusFailure } from '../status-failure.ts'

/** One request and its answer; times are milliseconds of CLOCK_MONOTONIC. */
export interface Exchange {
  /** Stamp just before the first byte was written on the open connection; NaN if none ever was. */
  readonly sent: number
  /** Stamp of the moment it was asked for, before connecting. */
  readonly began: number
  /** Times that opening its connection took; null on a reused one. */
  readonly connect: ConnectTimes | null
  /** Whether a reused connection turned out to be closed, so that the request was sent again on a fresh one. */
  readonly retried: boolean
  /** Number of redirects it followed; `sent` and `connect` are of the first sending. */
  readonly redirects: number
  /** Path that answered where it is not the one asked for, the values of its query hidden; else null. */
  readonly redirectedTo: string | null
  readonly status: number | null
  /** Headers of the answer, their names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly retryAfterSeconds: number | null
  /** The body without transfer and content coding; of an exchange that failed the part that had come. */
  readonly body: Buffer
  /** Stamp of each read that brought bytes of the body. */
  readonly readTimes: readonly number[]
  /** Bytes of the body known after each of those reads. */
  readonly readEnds: readonly number[]
  /** Stamp of the read that completed the answer, or of the failure. */
  readonly ended: number
  readonly failure: HttpFailure | null
  /** Takes the client's secrets out of a text. */
  readonly redact: Redact
}

/** End of a request, its answer not looked into yet. */
export interface Outcome {
  readonly active: ActiveExchange
  readonly ended: number
  readonly failure: HttpFailure | null
}

/** End of a request at the place that its redirects led to. */
export interface FollowedOutcome extends Outcome {
  /** Its first sending. */
  readonly first: ActiveExchange
  /** Path and query of its last sending. */
  readonly target: string
  readonly hops: number
}

/** The exchange of a request that was sent: its content decoded, its status judged. */
export async function exchangeOf(outcome: FollowedOutcome, way: RequestWay): Promise<Exchange> {
  const { active, first, target, hops, ended, failure: seen } = outcome
  const { url, asked, redact } = way
  const { reader } = active
  const encoding = reader.headers.get('content-encoding')?.toLowerCase() ?? 'identity'
  const plain = { body: reader.body, readEnds: reader.readEnds, problem: null }
  const { body, readEnds, problem } =
    encoding === 'identity' || encoding === '' || reader.length === 0
      ? plain
      : await decodeContent(encoding, reader.body, reader.readEnds)
  const refused = reader.status !== null && reader.status >= 300 && seen?.class !== 'aborted'
  const failure = refused
    ? statusFailure(reader, body, { ...way, target, hops })
    : (seen ?? (problem === null ? null : { class: 'malformed', message: serverText(problem, redact) }))
  return {
    sent: first.sent,
    began: first.began,
    connect: first.connect,
    retried: first.retried || active.retried,
    redirects: hops,
    redirectedTo: target === asked ? null : serverText(shownRedirect(new URL(target, url), false), redact),
    status: reader.status,
    headers: reader.headers,
    retryAfterSeconds: retryAfterSeconds(reader.status, reader.headers),
    body,
    readTimes: reader.readTimes,
    readEnds,
    ended,
    failure,
    redact,
  }
}

/** The exchange of a request that never reached a connection. */
export function unsentExchange(began: number, failure: HttpFailure, redact: Redact): Exchange {
  return {
    sent: Number.NaN,
    began,
    connect: null,
    retried: false,
    redirects: 0,
    redirectedTo: null,
    status: null,
    headers: new Map(),
    retryAfterSeconds: null,
    body: Buffer.alloc(0),
    readTimes: [],
    readEnds: [],
    ended: now(),
    failure,
    redact,
  }
}
