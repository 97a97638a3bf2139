import { setTimeout as pause } from 'node:timers/promises'
import { LlmBenchError } from '../errors.ts'
import { now } from '../clock.ts'
import { formatLimit } from '../figures.ts'
import { timeLimit } from '../read-turns.ts'
import { requestTarget, targetOf } from './api-address.ts'
import { type EndpointCheck, emptyRequest } from './health.ts'
import { modelEntries } from './model-list.ts'
import { plainRequest } from './plain-request.ts'
import type { Exchange, HttpClient } from './socket/client.ts'

/** Milliseconds between questions at first, and after the first seconds. */
const askOftenMs = 100
const askSeldomMs = 500
const oftenForMs = 5000
/** Milliseconds for one answer: one that accepts connections and says nothing is not ready. */
const answerMs = 10_000

/** Statuses of a server, or of a proxy before it, that is still starting. */
const starting: ReadonlySet<number> = new Set([425, 502, 503, 504])
/** Failures of one that cannot be reached yet. A certificate or a wrong protocol does not mend by waiting. */
const passing: ReadonlySet<string> = new Set([
  'refused',
  'dns',
  'connect-timeout',
  'reset',
  'truncated',
  'aborted',
  'total-timeout',
])

const noAnswer = 'no answer'

/** Patience with an endpoint that is not ready, and who is told of the wait. */
export interface Waiting {
  readonly timeoutMs: number
  /** Told what is waited for, once a second. */
  readonly tell: (text: string) => void
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal
}

/**
 * Waits until an endpoint is ready: it can be reached, its health path answers, or without one its list of
 * models and the path to generate at do not say that it is still loading. Whatever else they say is for the
 * check that follows.
 * @throws LlmBenchError `endpoint-unreachable` when it is not ready in time; the signal's reason
 */
export async function waitUntilReady(
  client: HttpClient,
  check: EndpointCheck,
  { timeoutMs, tell, signal }: Waiting,
): Promise<void> {
  const startedAt = now()
  let told = ''
  let last: string | null = null
  for (;;) {
    const left = timeoutMs - (now() - startedAt)
    const limit = AbortSignal.any([signal, timeLimit(Math.min(answerMs, left))])
    const found = await notReady(client, check, limit)
    signal.throwIfAborted()
    if (found === null) return
    // A question that the end of the wait cut short says less than the one before it.
    const reason: string = found === noAnswer ? (last ?? found) : found
    last = reason
    const waitedMs = now() - startedAt
    if (waitedMs >= timeoutMs) throw tooLate(client, timeoutMs, reason)
    const text = `waiting for ${client.origin} (${reason}), ${Math.floor(waitedMs / 1000)} s`
    if (text !== told) tell(text)
    told = text
    const next = waitedMs < oftenForMs ? askOftenMs : askSeldomMs
    await pause(Math.min(next, timeoutMs - waitedMs), undefined, { signal })
  }
}

/** The reason why an endpoint is not ready, in its own words; null where it is. */
async function notReady(client: HttpClient, check: EndpointCheck, signal: AbortSignal): Promise<string | null> {
  const { health, model } = check
  if (typeof health === 'string') {
    const { failure } = await plainRequest(client, check, targetOf(check, health), signal)
    return failure === null ? null : said(failure)
  }
  if (health) {
    const listed = await plainRequest(client, check, requestTarget(check, 'models'), signal)
    const reason = startingReason(listed)
    if (reason !== null) return reason
    if (model === null && listed.failure === null && modelEntries(listed)?.length === 0) return 'it lists no model yet'
  }
  // Servers that list their model before it is loaded refuse what is to be generated.
  return startingReason(await emptyRequest(client, check, signal))
}

function startingReason({ status, failure }: Exchange): string | null {
  if (failure === null) return null
  // An answer has begun: of a server that generates for an empty request it need not be awaited.
  const isStarting = status === null ? passing.has(failure.class) : starting.has(status)
  return isStarting ? said(failure) : null
}

function said(failure: NonNullable<Exchange['failure']>): string {
  return failure.class === 'aborted' ? noAnswer : failure.message
}

function tooLate({ origin }: HttpClient, timeoutMs: number, reason: string): LlmBenchError {
  return new LlmBenchError(
    'endpoint-unreachable',
    `endpoint ${origin} was not ready within ${formatLimit(timeoutMs, 'ms')} (${reason}): ` +
      "raise readyTimeout, or see the server's log",
  )
}
