import { LlmBenchError } from '../errors.ts'
import { at, listOf, textOf } from '../json.ts'
import { nearestName } from '../nearest-name.ts'
import type { Exchange, HttpClient } from './socket/client.ts'
import { endpointError } from './endpoint-error.ts'
import { serverText } from './failure.ts'

/** Facts an endpoint tells before anything is measured. */
export interface EndpointHealth {
  /** The model to ask for: the one named, or the first the server lists. */
  readonly model: string
  /** Every model the server lists; empty where it has no list. */
  readonly models: readonly string[]
  /** Name of the serving software, where the server tells. */
  readonly server: string | null
}

/** Headers, model and kind of the requests that an endpoint is checked for. */
export interface EndpointCheck {
  readonly headers: Readonly<Record<string, string>>
  /** Model to measure; null for the first the server lists. */
  readonly model: string | null
  readonly kind: 'chat' | 'completion'
}

const patienceMs = 30_000
const shownModels = 20

/**
 * Asks an endpoint for its models before anything is measured. A server without a list of models
 * is accepted when a model is named and the path to generate at exists.
 * @throws LlmBenchError `endpoint-unreachable` when there is no answer, `endpoint-refused` when the
 * answer is none to measure with; one line with the way out, without secrets.
 */
export async function checkEndpoint(client: HttpClient, check: EndpointCheck): Promise<EndpointHealth> {
  const { headers, model } = check
  const listed = await client.exchange(
    { method: 'GET', path: '/models', headers, body: null, expects: 'whole' },
    AbortSignal.timeout(patienceMs),
  )
  const hasNoList = listed.status === 404 || listed.status === 405 || listed.status === 501
  if (hasNoList && model !== null) {
    await checkPath(client, check)
    return { model, models: [], server: serverName(listed, null) }
  }
  if (listed.failure !== null) throw endpointError(client.origin, listed, '/models')
  const entries = modelEntries(listed)
  if (entries === null) throw notCompatible(client, listed)
  const models = entries.map(({ id }) => id)
  const chosen = model ?? models[0]
  if (chosen === undefined)
    throw new LlmBenchError(
      'endpoint-refused',
      `${client.origin} lists no model: load one on the server, or name one with model`,
    )
  const entry = entries.find(({ id }) => id === chosen)
  if (entry === undefined) throw unknownModel(client, chosen, models)
  return { model: chosen, models, server: serverName(listed, entry.owner) }
}

/**
 * Checks that the path to generate at exists, by an empty request. It costs no tokens: where the path
 * exists it is refused for what it lacks.
 * @throws LlmBenchError as {@link checkEndpoint} does
 */
async function checkPath(client: HttpClient, { headers, kind }: EndpointCheck): Promise<void> {
  const path = kind === 'chat' ? '/chat/completions' : '/completions'
  const probe = await client.exchange(
    { method: 'POST', path, headers, body: '{}', expects: 'whole' },
    AbortSignal.timeout(patienceMs),
  )
  const { status, failure } = probe
  const noPath = (status === 404 && !/model/i.test(failure?.message ?? '')) || status === 405
  const noAnswer = status === null || status === 401 || status === 403
  if (failure !== null && (noPath || noAnswer)) throw endpointError(client.origin, probe, path)
}

interface ModelEntry {
  readonly id: string
  readonly owner: string | null
}

/** Entries of `data` of the OpenAI list, a bare list, or `models` with names; null for anything else. */
function modelEntries({ body }: Exchange): readonly ModelEntry[] | null {
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
  const list = listOf(json) ?? listOf(at(json, 'data')) ?? listOf(at(json, 'models'))
  if (list === null) return null
  const entries: ModelEntry[] = []
  for (const entry of list) {
    const id = textOf(at(entry, 'id')) ?? textOf(at(entry, 'name'))
    if (id !== null) entries.push({ id, owner: textOf(at(entry, 'owned_by')) })
  }
  return entries.length === 0 && list.length > 0 ? null : entries
}

function serverName({ headers, redact }: Exchange, owner: string | null): string | null {
  const header = headers.get('server')
  const name = header === undefined ? (owner ?? '') : owner === null ? header : `${header} (${owner})`
  return textOf(serverText(name, redact))
}

function notCompatible(client: HttpClient, { body, redact }: Exchange): LlmBenchError {
  const text = body.toString('utf8', 0, 2000)
  const what = /^\s*</.test(text) ? 'an HTML page' : `"${serverText(text, redact)}"`
  return new LlmBenchError(
    'endpoint-refused',
    `${client.origin} answered ${what} where a list of models was expected, ` +
      'so it is not OpenAI-compatible at this url: does the path lack "/v1"?',
  )
}

function unknownModel(client: HttpClient, model: string, models: readonly string[]): LlmBenchError {
  const nearest = nearestName(model, models)
  const shown = models.slice(0, shownModels).map((name) => serverText(name, client.redact))
  const more = models.length > shownModels ? `, and ${models.length - shownModels} more` : ''
  const hint = nearest === null ? '' : `; did you mean "${serverText(nearest, client.redact)}"?`
  return new LlmBenchError(
    'endpoint-refused',
    `${client.origin} has no model "${serverText(model, client.redact)}"${hint} (it has: ${shown.join(', ')}${more})`,
  )
}
