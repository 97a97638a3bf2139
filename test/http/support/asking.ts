import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { type Answer, parseAnswer } from '../../../src/http/answer/answer.ts'
import {
  type Exchange,
  HttpClient,
  type HttpClientOptions,
  type HttpTimeouts,
} from '../../../src/http/socket/client.ts'
import { readsSoFar } from '../../../src/read-turns.ts'
import { type Script, type Step, scriptedServer } from './scripted-server.ts'

/** Time-outs no test reaches by accident, yet short enough to end a test that hangs. */
export const generousTimeouts: HttpTimeouts = {
  connectMs: 10_000,
  firstTokenMs: 20_000,
  stallMs: 20_000,
  totalMs: 20_000,
}

/** The part of a check that says where an endpoint is asked: at the usual paths below the base of its client. */
export const usualAddress = { url: 'http://127.0.0.1', query: '', paths: {}, health: true } as const

/** A client that is closed with its scope. */
export function clientOf(
  url: string,
  timeouts: Partial<HttpTimeouts> = {},
  options: Partial<HttpClientOptions> = {},
): HttpClient & Disposable {
  const client = new HttpClient({
    url,
    timeouts: { ...generousTimeouts, ...timeouts },
    secrets: [],
    ...options,
  })
  return Object.assign(client, { [Symbol.dispose]: () => client.close() })
}

/** Sends one chat request that expects a stream. */
export async function ask(client: HttpClient, signal?: AbortSignal): Promise<Exchange> {
  return await client.exchange(
    { method: 'POST', path: '/chat/completions', headers: {}, body: '{"stream":true}', expects: 'stream' },
    signal ?? new AbortController().signal,
  )
}

/** Exchange and answer of one request to a server that plays these steps. */
export async function played(
  steps: readonly Step[] | Script,
  timeouts: Partial<HttpTimeouts> = {},
  options: Partial<HttpClientOptions> = {},
): Promise<{ exchange: Exchange; answer: Answer }> {
  await using server = await scriptedServer(typeof steps === 'function' ? steps : () => steps)
  using client = clientOf(server.url, timeouts, options)
  const exchange = await ask(client)
  return { exchange, answer: parseAnswer(exchange, 'chat') }
}

/**
 * Makes pauses between what a server of this process writes to one client: each begins once the client has read what
 * was written before it, so that no two of its reads are closer together, however late the event loop is.
 */
export function pauses(): (milliseconds: number) => Step {
  let seen = readsSoFar()
  return (milliseconds) => async () => {
    while (readsSoFar() === seen) await turn()
    seen = readsSoFar()
    await sleep(milliseconds)
  }
}
