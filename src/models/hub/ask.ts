import { setTimeout as wait } from 'node:timers/promises'
import { timers } from '../../clock.ts'
import { plainText } from '../../plain-text.ts'
import { retryAfterSeconds } from '../../waiting/retry-after.ts'
import { HubFailure } from './failure.ts'
import type { HubSettings } from './settings.ts'

/** Milliseconds within which an answer has to begin. */
const answerWithinMs = 10_000
const mostRedirects = 10
/** Statuses of a hub that is overloaded or limits requests, and may do so no more in a moment. */
const passing = new Set([429, 500, 502, 503, 504])
const firstWaitMs = 500

/** Time that is left to wait for a hub that is overloaded. */
export class Patience {
  #leftMs: number
  #nextMs = firstWaitMs

  constructor(wholeMs: number) {
    this.#leftMs = wholeMs
  }

  /**
   * Waits as long as the hub asks, or a little longer each time.
   * @returns false, at once, where that is longer than there is patience left
   */
  async wait(seconds: number | null, signal?: AbortSignal): Promise<boolean> {
    const ms = seconds === null ? this.#nextMs : Math.max(seconds * 1000, 50)
    if (ms > this.#leftMs) return false
    this.#leftMs -= ms
    this.#nextMs *= 2
    await wait(ms, undefined, { signal })
    return true
  }
}

/** A question to the hub. */
export interface Question {
  readonly method: 'GET' | 'HEAD'
  /** Path and query behind the address of the hub, with a slash in front. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly patience: Patience
  readonly signal?: AbortSignal | undefined
}

/** An answer of the hub, with the headers of those that led to it. */
export interface Answer {
  readonly response: Response
  /** The first value that each header had on the way: the hub's own facts, not those of whoever keeps its files. */
  readonly first: ReadonlyMap<string, string>
  readonly host: string
}

/** Addresses and token that a question goes out with. */
export type Asked = Pick<HubSettings, 'endpoint' | 'token'>

/**
 * Asks the hub, follows where it sends, and waits a few seconds where it is overloaded. The token goes to the hub
 * alone: whoever keeps its files gets none.
 * @throws HubFailure for everything but an answer of 2xx or 416
 */
export async function askHub(hub: Asked, question: Question): Promise<Answer> {
  for (;;) {
    const answer = await followed(hub, question)
    const { response, host } = answer
    if (response.ok || response.status === 416) return await notAPage(answer)
    // A head that was known before its file was reached.
    if (response.status < 400) return answer
    const waitSeconds = waitOf(response)
    await response.body?.cancel().catch(() => {})
    const isPassing = passing.has(response.status)
    if (isPassing && (await question.patience.wait(waitSeconds, question.signal))) continue
    const code = response.headers.get('x-error-code')
    throw new HubFailure(host, {
      kind: 'refused',
      status: response.status,
      code: code === null ? null : plainText(code),
      waitSeconds,
    })
  }
}

async function followed({ endpoint, token }: Asked, question: Question): Promise<Answer> {
  const hub = new URL(endpoint)
  const first = new Map<string, string>()
  let url = new URL(`${endpoint}${question.path}`)
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const isHub = url.origin === hub.origin
    const authorization = token !== null && isHub ? { authorization: `Bearer ${token}` } : {}
    const response = await fetched(url, question, { ...question.headers, ...authorization })
    for (const [name, value] of response.headers) if (!first.has(name)) first.set(name, value)
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null
    if (location === null) return { response, first, host: url.host }
    await response.body?.cancel().catch(() => {})
    const next = URL.parse(location, url.href)
    const isAway = next !== null && next.origin !== hub.origin
    // All that is asked of a file's head is known: whoever keeps its contents need not be asked.
    if (question.method === 'HEAD' && isAway && first.has('x-linked-etag')) return { response, first, host: url.host }
    url = allowed(next, url)
  }
  throw new HubFailure(url.host, {
    kind: 'redirected',
    reason: `from one address to the next more than ${mostRedirects} times`,
  })
}

function allowed(next: URL | null, from: URL): URL {
  const reason =
    next === null || !/^https?:$/.test(next.protocol)
      ? 'to what is no address of the web'
      : from.protocol === 'https:' && next.protocol === 'http:'
        ? 'from https to http, where anybody on the way could change the model'
        : next.username !== '' || next.password !== ''
          ? 'to an address with a password'
          : null
  if (next === null || reason !== null)
    throw new HubFailure(from.host, { kind: 'redirected', reason: reason ?? 'to nowhere' })
  return next
}

async function fetched(url: URL, { method, signal }: Question, headers: Record<string, string>): Promise<Response> {
  const late = new AbortController()
  const timer = timers.setTimeout(() => late.abort(), answerWithinMs)
  try {
    return await fetch(url.href, {
      method,
      redirect: 'manual',
      headers: { 'user-agent': 'vitest-llm-bench', 'accept-encoding': 'identity', ...headers },
      // The time limit is for the head of the answer alone: its body is watched by whoever reads it.
      signal: signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]),
    })
  } catch (error) {
    signal?.throwIfAborted()
    const reason = late.signal.aborted ? `no answer within ${answerWithinMs / 1000} s` : reasonOf(error)
    throw new HubFailure(url.host, { kind: 'unreachable', reason })
  } finally {
    timers.clearTimeout(timer)
  }
}

/** Words for an error of the network: its code, or its own deepest words, which name no address with a query. */
export function reasonOf(error: unknown): string {
  let found = error
  for (let depth = 0; depth < 5 && found instanceof Error && found.cause instanceof Error; depth++) found = found.cause
  if (found instanceof AggregateError && found.errors[0] instanceof Error) found = found.errors[0]
  if (!(found instanceof Error)) return 'the connection failed'
  return 'code' in found && typeof found.code === 'string' ? found.code : plainText(found.message)
}

async function notAPage(answer: Answer): Promise<Answer> {
  if (!/^text\/html/i.test(answer.response.headers.get('content-type') ?? '')) return answer
  await answer.response.body?.cancel().catch(() => {})
  throw new HubFailure(answer.host, { kind: 'web-page' })
}

/** Seconds that a refusal asks to wait: as all servers say it, or in the hub's own `ratelimit` header (`t=30`). */
function waitOf({ status, headers }: Response): number | null {
  const seconds = retryAfterSeconds(status, new Map(headers))
  if (seconds !== null || status !== 429) return seconds
  const reset = /(?:^|[;,\s])t=(\d{1,7})(?:$|[;,\s])/.exec(headers.get('ratelimit') ?? '')?.[1]
  return reset === undefined ? null : Number(reset)
}
