import { timeLimit } from '../read-turns.ts'
import type { ApiAddress } from './api-address.ts'
import type { Exchange, HttpClient } from './socket/client.ts'

/** An endpoint, and what every question to it has. */
export interface AskedEndpoint extends ApiAddress {
  readonly headers: Readonly<Record<string, string>>
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal
}

/** Asks for what stands at a path of an endpoint: a list, or whether it is well. */
export async function plainRequest(
  client: HttpClient,
  { headers }: AskedEndpoint,
  path: string,
  signal: AbortSignal,
): Promise<Exchange> {
  return await client.exchange({ method: 'GET', path, headers, body: null, expects: 'whole' }, signal)
}

/** A limit of milliseconds for an answer, which also ends when nobody waits for it any more. */
export function patienceFor({ signal }: AskedEndpoint, ms: number): AbortSignal {
  const patience = timeLimit(ms)
  return signal === undefined ? patience : AbortSignal.any([patience, signal])
}
