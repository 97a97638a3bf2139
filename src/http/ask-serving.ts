import { requestTarget } from './api-address.ts'
import { type ModelEntry, modelEntries, serverName } from './model-list.ts'
import { type AskedEndpoint, patienceFor, plainRequest } from './plain-request.ts'
import { servedEntry } from './served-entry.ts'
import { servingFacts } from './serving/serving-facts.ts'
import type { ServingFacts } from './serving/serving-question.ts'
import type { Exchange, HttpClient } from './socket/client.ts'

/** Time that an answer about the software may take, in milliseconds: nothing depends on it. */
const courtesyMs = 2000

/**
 * Asks the serving software for its version and settings, where its list of models says which one it is.
 * @param listed answer with the list
 * @param entry the model's place in it
 */
export async function askServing(
  client: HttpClient,
  check: AskedEndpoint,
  listed: Exchange,
  entry: ModelEntry | null,
): Promise<ServingFacts | null> {
  return await servingFacts({ server: serverName(listed), entry }, async (path) => await jsonAt(client, check, path))
}

/**
 * Asks once more what the serving software tells of itself: servers that load a model at its first request tell its
 * settings only from then on. Null where there is nothing new to be had; it never throws.
 */
export async function askServingAgain(
  client: HttpClient,
  check: AskedEndpoint,
  model: string,
): Promise<ServingFacts | null> {
  const listed = await plainRequest(client, check, requestTarget(check, 'models'), patienceFor(check, courtesyMs))
  const entries = listed.failure === null ? modelEntries(listed) : null
  return entries === null ? null : await askServing(client, check, listed, servedEntry(entries, model))
}

/** JSON at a path of the origin; null where there is none. */
async function jsonAt(client: HttpClient, check: AskedEndpoint, path: string): Promise<unknown> {
  const { body, failure } = await plainRequest(client, check, path, patienceFor(check, courtesyMs))
  if (failure !== null) return null
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
