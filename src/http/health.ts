import { type ApiAddress, type AskedFor, requestTarget, shownPath, targetOf, withoutQuery } from './api-address.ts'
import type { ServingFacts } from './serving/serving-question.ts'
import type { Exchange, HttpClient } from './socket/client.ts'
import { askServing } from './ask-serving.ts'
import { endpointError } from './endpoint-error.ts'
import { nothingListed, notCompatible, severalListed, unknownModel } from './list-errors.ts'
import { aliasesOf, isEmptyList, type ModelEntry, modelEntries, serverName } from './model-list.ts'
import { type AskedEndpoint, patienceFor, plainRequest } from './plain-request.ts'
import { entryNamed, servedEntry } from './served-entry.ts'

/** Facts an endpoint tells before anything is measured. */
export interface EndpointHealth {
  /** The model to ask for: the one named, or the only one that the server lists. */
  readonly model: string
  /** Every model the server lists; empty where it has no list. */
  readonly models: readonly string[]
  /** Whether the list has the model; null where there is no list, or nobody looked. */
  readonly listed: boolean | null
  /** Name of the serving software, where the server tells. */
  readonly server: string | null
  /** Other names of the model, by which its answers may call it. */
  readonly aliases: readonly string[]
  /** Version and settings of the software, where it is known and tells them. */
  readonly serving: ServingFacts | null
}

/** Headers, model and kind of the requests that an endpoint is checked for. */
export interface EndpointCheck extends AskedEndpoint {
  /** Model to measure; null for the only one that the server lists. */
  readonly model: string | null
  readonly kind: Exclude<AskedFor, 'models'>
  /** Whether the list of models is asked for; a path is asked in its place, where a model is named. */
  readonly health: boolean | string
}

const patienceMs = 30_000

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
    server: answer === null ? null : serverName(answer),
    aliases: [],
    serving: null,
  })
  if (health === false) return unasked(null)
  if (typeof health === 'string') {
    const answer = await plainRequest(client, check, targetOf(check, health), patienceOf(check))
    if (answer.failure !== null) throw endpointError(client.origin, answer, withoutQuery(health), { option: 'health' })
    if (model !== null) return unasked(answer)
  }
  const listed = await plainRequest(client, check, requestTarget(check, 'models'), patienceOf(check))
  if (model !== null && (withoutList.has(listed.status) || forbidden.has(listed.status))) {
    await checkPath(client, check, listed)
    return unasked(listed)
  }
  if (listed.failure !== null)
    throw endpointError(client.origin, listed, shownPath(check, 'models'), {
      option: optionOf(check, 'models'),
      needsListOf: model === null ? check.url : undefined,
    })
  const entries = modelEntries(listed)
  if (entries === null && isEmptyList(listed)) {
    if (model === null) throw nothingListed(client, listed)
    return unasked(listed)
  }
  if (entries === null) throw notCompatible(client, listed)
  return await chosenFrom(entries, client, check, listed)
}

/**
 * The model among those that a server lists. One that is named is asked for also where the list lacks it: gateways
 * list patterns, routers nothing of use, others only what is loaded. It is an error once the server refuses it.
 */
async function chosenFrom(
  entries: readonly ModelEntry[],
  client: HttpClient,
  check: EndpointCheck,
  answer: Exchange,
): Promise<EndpointHealth> {
  const { model } = check
  const models = entries.map(({ id }) => id)
  const chosen = model ?? models[0]
  if (chosen === undefined) throw nothingListed(client, answer)
  if (model === null && models.length > 1) throw severalListed(client, models)
  const entry = entryNamed(entries, chosen)
  // A server that lists nothing says nothing of what it serves; one with patterns serves what fits them.
  const mayHave = models.length === 0 || models.some((listed) => fits(chosen, listed))
  if (entry === undefined && !mayHave && (await isRefused(client, check, chosen)))
    throw unknownModel(client, chosen, models)
  const others = entry === undefined || entry.id === chosen ? [] : [entry.id]
  return {
    model: chosen,
    models,
    listed: entry !== undefined,
    server: serverName(answer),
    serving: await askServing(client, check, answer, servedEntry(entries, chosen)),
    aliases: [...new Set([...others, ...aliasesOf(entries, entry)])],
  }
}

/** The smallest request of each kind. */
const smallest: Readonly<Record<EndpointCheck['kind'], object>> = {
  chat: { messages: [{ role: 'user', content: 'Hi' }], max_tokens: 1 },
  completion: { prompt: 'Hi', max_tokens: 1 },
  embedding: { input: 'Hi' },
  rerank: { query: 'Hi', documents: ['Hi'] },
}

/** Whether a server refuses to answer with a model that it does not list: it is asked for one token. */
async function isRefused(client: HttpClient, check: EndpointCheck, model: string): Promise<boolean> {
  const body = JSON.stringify({ model, ...smallest[check.kind] })
  const { status, failure } = await generationRequest(client, check, body, patienceOf(check))
  return status !== null && status >= 400 && isAboutModel(failure?.message ?? '')
}

const missing = [
  'not found|not exist|unknown|invalid|no such|not (?:be )?(?:available|supported|served|allowed)',
  'no (?:healthy )?(?:deployments?|endpoints?|providers?)',
].join('|')
const aboutModel = new RegExp(String.raw`\bmodel\b.*(?:${missing})|(?:${missing}).*\bmodel|\bno model\b`, 'is')

/** Whether a server's words say that it has no such model. */
function isAboutModel(words: string): boolean {
  return aboutModel.test(words)
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
    throw endpointError(client.origin, probe, shownPath(check, check.kind), {
      option: optionOf(check, check.kind),
    })
}

/** The option that names the path; nothing where it is the usual one. */
function optionOf({ paths }: ApiAddress, what: AskedFor): string | undefined {
  return paths[what] === undefined ? undefined : `paths.${what}`
}

/** Sends a request without content to the path to generate at. */
export async function emptyRequest(client: HttpClient, check: EndpointCheck, signal: AbortSignal): Promise<Exchange> {
  return await generationRequest(client, check, '{}', signal)
}

async function generationRequest(
  client: HttpClient,
  check: EndpointCheck,
  body: string,
  signal: AbortSignal,
): Promise<Exchange> {
  const { headers, kind } = check
  const path = requestTarget(check, kind)
  return await client.exchange({ method: 'POST', path, headers, body, expects: 'whole' }, signal)
}

function patienceOf(check: EndpointCheck): AbortSignal {
  return patienceFor(check, patienceMs)
}
