import { LlmBenchError } from '../errors.ts'
import { nearestName } from '../nearest-name.ts'
import { type ApiAddress, type AskedFor, requestTarget, shownPath, targetOf, withoutQuery } from './api-address.ts'
import type { Exchange, HttpClient } from './socket/client.ts'
import { endpointError } from './endpoint-error.ts'
import { serverText } from './failure.ts'
import { aliasesOf, type ModelEntry, modelEntries, serverName } from './model-list.ts'

/** Facts an endpoint tells before anything is measured. */
export interface EndpointHealth {
  /** The model to ask for: the one named, or the first the server lists. */
  readonly model: string
  /** Every model the server lists; empty where it has no list. */
  readonly models: readonly string[]
  /** Whether the list has the model; null where there is no list, or nobody looked. */
  readonly listed: boolean | null
  /** Name of the serving software, where the server tells. */
  readonly server: string | null
  /** Other names of the model, by which its answers may call it. */
  readonly aliases: readonly string[]
}

/** Headers, model and kind of the requests that an endpoint is checked for. */
export interface EndpointCheck extends ApiAddress {
  readonly headers: Readonly<Record<string, string>>
  /** Model to measure; null for the first the server lists. */
  readonly model: string | null
  readonly kind: 'chat' | 'completion'
  /** Whether the list of models is asked for; a path is asked in its place, where a model is named. */
  readonly health: boolean | string
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal
}

const patienceMs = 30_000
const shownModels = 20

/** Answers to a request for the models that say nothing against measuring a model that is named. */
const withoutList: ReadonlySet<number | null> = new Set([404, 405, 410, 501])
const forbidden: ReadonlySet<number | null> = new Set([401, 403])

/**
 * Asks an endpoint for its models before anything is measured. Where a model is named the list is not needed:
 * a server that has none, or forbids it, is accepted when the path to generate at can be asked.
 *
 * @param client client of the endpoint's origin
 * @throws LlmBenchError `endpoint-unreachable` when there is no answer, `endpoint-refused` when the
 * answer is none to measure with; one line with the way out, without secrets.
 */
export async function checkEndpoint(client: HttpClient, check: EndpointCheck): Promise<EndpointHealth> {
  const { model, health } = check
  const unasked = (answer: Exchange | null): EndpointHealth => ({
    model: model ?? '',
    models: [],
    listed: null,
    server: answer === null ? null : serverName(answer, null),
    aliases: [],
  })
  if (health === false) return unasked(null)
  if (typeof health === 'string') {
    const answer = await plainRequest(client, check, targetOf(check, health), patienceOf(check))
    if (answer.failure !== null) throw endpointError(client.origin, answer, withoutQuery(health), 'health')
    if (model !== null) return unasked(answer)
  }
  const listed = await plainRequest(client, check, requestTarget(check, 'models'), patienceOf(check))
  if (model !== null && (withoutList.has(listed.status) || forbidden.has(listed.status))) {
    await checkPath(client, check, listed)
    return unasked(listed)
  }
  if (listed.failure !== null)
    throw endpointError(client.origin, listed, shownPath(check, 'models'), optionOf(check, 'models'))
  const entries = modelEntries(listed)
  if (entries === null) throw notCompatible(client, listed)
  return chosenFrom(entries, client, check, listed)
}

/** The model among those that a server lists. */
function chosenFrom(
  entries: readonly ModelEntry[],
  client: HttpClient,
  { model }: EndpointCheck,
  answer: Exchange,
): EndpointHealth {
  const models = entries.map(({ id }) => id)
  const chosen = model ?? models[0]
  if (chosen === undefined)
    throw new LlmBenchError(
      'endpoint-refused',
      `${client.origin} lists no model: load one on the server, or name one with model`,
    )
  const entry = entries.find(({ id }) => id === chosen)
  // A server that lists nothing says nothing of what it serves; one with patterns serves what fits them.
  const mayHave = models.length === 0 || models.some((listed) => fits(chosen, listed))
  if (entry === undefined && !mayHave) throw unknownModel(client, chosen, models)
  return {
    model: chosen,
    models,
    listed: entry !== undefined,
    server: serverName(answer, entry?.owner ?? null),
    aliases: aliasesOf(entries, entry),
  }
}

/** Whether a name fits a pattern of a list, such as `openai/*` of a gateway. */
function fits(name: string, pattern: string): boolean {
  const star = pattern.indexOf('*')
  return star >= 0 && name.startsWith(pattern.slice(0, star)) && name.endsWith(pattern.slice(star + 1))
}

/**
 * Checks that the path to generate at exists, by an empty request. It costs no tokens: where the path
 * exists it is refused for what it lacks.
 * @throws LlmBenchError as {@link checkEndpoint} does
 */
async function checkPath(client: HttpClient, check: EndpointCheck, listed: Exchange): Promise<void> {
  const probe = await emptyRequest(client, check, patienceOf(check))
  const { status, failure } = probe
  // Refused alike there: the key, not the list, is what is wrong.
  if (forbidden.has(status) && status === listed.status)
    throw endpointError(client.origin, listed, shownPath(check, 'models'))
  const noPath = (status === 404 && !/model/i.test(failure?.message ?? '')) || status === 405
  const noAnswer = status === null || forbidden.has(status)
  if (failure !== null && (noPath || noAnswer))
    throw endpointError(client.origin, probe, shownPath(check, check.kind), optionOf(check, check.kind))
}

/** The option that names the path; nothing where it is the usual one. */
function optionOf({ paths }: ApiAddress, what: AskedFor): string | undefined {
  return paths[what] === undefined ? undefined : `paths.${what}`
}

/** Sends a request without content to the path to generate at. */
export async function emptyRequest(client: HttpClient, check: EndpointCheck, signal: AbortSignal): Promise<Exchange> {
  const { headers, kind } = check
  return await client.exchange(
    { method: 'POST', path: requestTarget(check, kind), headers, body: '{}', expects: 'whole' },
    signal,
  )
}

/** Asks for what stands at a path of an endpoint: a list, or whether it is well. */
export async function plainRequest(
  client: HttpClient,
  { headers }: EndpointCheck,
  path: string,
  signal: AbortSignal,
): Promise<Exchange> {
  return await client.exchange({ method: 'GET', path, headers, body: null, expects: 'whole' }, signal)
}

function patienceOf({ signal }: EndpointCheck): AbortSignal {
  const patience = AbortSignal.timeout(patienceMs)
  return signal === undefined ? patience : AbortSignal.any([patience, signal])
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
