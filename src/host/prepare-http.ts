import { randomInt } from 'node:crypto'
import { checkEndpoint, type EndpointCheck, type EndpointHealth } from '../http/health.ts'
import type { ServingFacts } from '../http/serving/serving-question.ts'
import { waitUntilReady } from '../http/readiness.ts'
import { askServingAgain } from '../http/ask-serving.ts'
import { answerRedactor } from '../http/redact.ts'
import { HttpClient } from '../http/socket/client.ts'
import { FieldTrial } from '../requesters/http/field-trial.ts'
import { FirstAnswer } from '../requesters/http/first-answer.ts'
import { httpRequester } from '../requesters/http/http-requester.ts'
import { itemsRequester } from '../requesters/http/items/items-requester.ts'
import { rehearse } from '../requesters/http/rehearse.ts'
import type { RequestFields } from '../requesters/http/request-fields.ts'
import type { HttpTransport } from '../requesters/http/transport.ts'
import type { Requester } from '../requesters/requester.ts'
import { isItemsKind, type RequestDefinition, servedKind } from '../workload/request-definition.ts'
import { metricsOf, type ReadMetrics } from './server-metrics.ts'
import type { PreparedLoad, ToldLater } from './load-host-calls.ts'

/** A workload over HTTP that is ready. */
interface PreparedHttp {
  readonly requester: Requester
  readonly trial: FieldTrial
  readonly withFields: (fields: RequestFields) => Requester
  readonly metrics: ReadMetrics
  /** Asks the server again what it is. */
  readonly askAgain: () => Promise<ToldLater>
  readonly close: () => void
}

/**
 * Checks an endpoint and opens connections to it.
 * @param gone settles when nobody waits any more
 * @throws LlmBenchError of the check
 */
export async function prepareHttp(
  transport: HttpTransport,
  { kind: asked }: RequestDefinition,
  connections: number,
  gone: Promise<void>,
): Promise<{ prepared: PreparedHttp; found: PreparedLoad }> {
  const { stream, nonce, body, fixedFields } = transport
  const kind = servedKind(asked)
  const client = clientOf(transport)
  const left = new AbortController()
  void gone.then(() => left.abort())
  const check = { ...transport, kind, signal: left.signal }
  const found = await ready(client, check, connections)
  const trial = new FieldTrial(fixedFields)
  const first = new FirstAnswer()
  const restore = async (): Promise<void> => await client.open(connections)
  const nonceSeed = nonce ? randomInt(2 ** 31) : null
  const options = { model: found.model, stream, nonceSeed, body }
  const { fields: usual } = transport
  const withFields = (fields: RequestFields): Requester =>
    isItemsKind(kind)
      ? itemsRequester(client, transport, { kind, model: found.model, body, fields }, first)
      : httpRequester(client, transport, { ...options, kind, fields }, { trial, first })
  if (stream && !isItemsKind(kind))
    await rehearse((canned) => httpRequester(canned, transport, { ...options, kind, fields: usual }), connections)
  return {
    prepared: {
      requester: withFields(transport.fields),
      trial,
      withFields,
      metrics: metricsOf(client, transport, restore),
      askAgain: async () => {
        const isOpen = isLoadedLater(found, transport)
        const serving = isOpen ? await askServingAgain(client, check, found.model) : null
        if (isOpen) await restore().catch(() => {})
        const told = shownOf({ ...found, server: found.server ?? first.server, serving }, transport)
        return {
          server: told.server,
          serving: told.serving,
          isOpen: !first.isKnown || (isOpen && serving?.modelLoaded !== true),
        }
      },
      close: () => client.close(),
    },
    found: shownOf(found, transport),
  }
}

/** Whether a server may not have had its model when it was asked what it is: nobody else is asked again. */
function isLoadedLater({ serving }: EndpointHealth, { health }: HttpTransport): boolean {
  return health !== false && serving !== null && serving.modelLoaded !== true
}

/** Characters of a listed name that are told: a server can give any text for one. */
const longestName = 200

type Shown = (text: string) => string

/** Facts of an endpoint as they are told: a name that it lists, and is asked for, may hold a key that it was sent. */
function shownOf({ model, server, listed, aliases, serving }: EndpointHealth, transport: HttpTransport): PreparedLoad {
  const hide = answerRedactor(transport.secrets)
  const shown = (name: string): string => hide(name).slice(0, longestName).toWellFormed()
  const told = serving === null ? null : shownFacts(serving, shown)
  return { model: transport.model ?? shown(model), server, listed, aliases: aliases.map(shown), serving: told }
}

function shownFacts({ engine, quantization, configuration, ...others }: ServingFacts, shown: Shown): ServingFacts {
  const settings = Object.entries(configuration).map(([name, value]) => {
    return [name, typeof value === 'string' ? shown(value) : value] as const
  })
  const text = (value: string | null): string | null => (value === null ? null : shown(value))
  return {
    ...others,
    engine: text(engine),
    quantization: text(quantization),
    configuration: Object.fromEntries(settings),
  }
}

/**
 * Waits for an endpoint that is not ready, where that was asked for.
 * @param gone settles when nobody waits any more
 * @throws LlmBenchError `endpoint-unreachable` when it is not ready in time
 */
export async function untilReady(
  transport: HttpTransport,
  kind: RequestDefinition['kind'],
  tell: (text: string) => void,
  gone: Promise<void>,
): Promise<void> {
  if (transport.readyTimeoutMs === 0) return
  const client = clientOf(transport)
  const left = new AbortController()
  void gone.then(() => left.abort())
  try {
    const waiting = { timeoutMs: transport.readyTimeoutMs, tell, signal: left.signal }
    await waitUntilReady(client, { ...transport, kind: servedKind(kind) }, waiting)
  } finally {
    client.close()
  }
}

function clientOf({ url, timeouts, tls, proxy, secrets }: HttpTransport): HttpClient {
  return new HttpClient({
    // Paths are whole: some are below the url, others are not.
    url: new URL(url).origin,
    timeouts,
    secrets,
    ...(tls === null ? {} : { tls }),
    ...(proxy === null ? {} : { proxy }),
  })
}

/** Where the endpoint cannot be measured its connections are closed, or they would stay as long as this process. */
async function ready(client: HttpClient, check: EndpointCheck, connections: number): Promise<EndpointHealth> {
  try {
    const found = await checkEndpoint(client, check)
    await client.open(connections)
    return found
  } catch (error) {
    client.close()
    throw error
  }
}
