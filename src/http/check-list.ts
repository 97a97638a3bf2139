import { type AskedFor, requestTarget, shownPath } from './api-address.ts'
import { endpointError } from './endpoint-error.ts'
import { serverText } from './failure.ts'
import { modelEntries, serverName } from './model-list.ts'
import { type AskedEndpoint, patienceFor, plainRequest } from './plain-request.ts'
import type { HttpClient } from './socket/client.ts'

/** A look at an endpoint from outside. */
export interface ListedEndpoint {
  /** Whether anything answers there. */
  readonly reachable: boolean
  /** Name of the serving software, where it tells. */
  readonly server: string | null
  /** Models that it lists; empty where it gave no list. */
  readonly models: readonly string[]
  /** The address at which it does give its list, where that is another one; else null. */
  readonly suggestedUrl: string | null
  /** Reason why there is no list, with the way out; null where there is one. */
  readonly reason: string | null
}

const models: AskedFor = 'models'

/**
 * Asks an endpoint for its models, and where it has none at its path, also below `/v1`. Nothing is generated.
 * @param patienceMs milliseconds for each answer
 */
export async function checkList(client: HttpClient, asked: AskedEndpoint, patienceMs: number): Promise<ListedEndpoint> {
  const answer = await plainRequest(client, asked, requestTarget(asked, models), patienceFor(asked, patienceMs))
  const { failure, status } = answer
  const server = status === null ? null : serverName(answer)
  const listed = failure === null ? modelEntries(answer) : null
  if (listed !== null) {
    const names = listed.map(({ id }) => serverText(id, client.redact))
    return { reachable: true, server, models: names, suggestedUrl: null, reason: null }
  }
  const isReachable = status !== null
  if (isReachable && !/\/v\d+$/u.test(asked.url) && asked.paths.models === undefined) {
    const below = { ...asked, url: `${asked.url}/v1` }
    const found = await checkList(client, below, patienceMs)
    if (found.models.length > 0) return { ...found, models: found.models, suggestedUrl: below.url }
  }
  const reason =
    failure === null
      ? `endpoint ${client.origin} answered ${shownPath(asked, models)} with something else than a list of models: ` +
        'give the address of its API, often one that ends in /v1'
      : endpointError(client.origin, answer, shownPath(asked, models), { needsListOf: asked.url }).message
  return { reachable: isReachable, server, models: [], suggestedUrl: null, reason }
}
