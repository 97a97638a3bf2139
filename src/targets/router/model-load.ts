import { now } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { nearestName } from '../../nearest-name.ts'
import type { RouterClient } from '../../servers/routers/router-client.ts'
import type { CallAnswer, RouterSoftware } from '../../servers/routers/router-software.ts'
import type { RoutedModel } from '../../servers/routers/routed-model.ts'
import { type SeenStates, StateWatch } from '../../servers/routers/state-watch.ts'
import type { RouterAccess } from './router-access.ts'
import { ownTimeOf } from './switch-of.ts'

/** Load of a model at a server that holds several. Times are milliseconds. */
export interface ModelLoad {
  readonly model: string
  /** `earlier` where it was loaded already: nothing was done, and there are no times. */
  readonly loaded: 'now' | 'earlier'
  /** From the call to its being loaded, eviction included; null where nothing was done. */
  readonly ms: number | null
  /** From the call until what made room was gone; null where nothing had to go. */
  readonly evictMs: number | null
  /** From there to its being loaded. */
  readonly loadMs: number | null
  /** The server's own time of the load; null where it tells none. */
  readonly serverMs: number | null
  /** Models that made room. */
  readonly evicted: readonly string[]
  /** `call`: the server has a call for it; `first-request`: it loads for a request only, which is in the time. */
  readonly by: 'call' | 'first-request'
}

/** Unloading of a model. */
export interface ModelUnload {
  readonly model: string
  /** False where it was not loaded: nothing was done. */
  readonly unloaded: boolean
  /** Milliseconds from the call until the server said that it was gone; null where nothing was done. */
  readonly ms: number | null
}

/**
 * Loads a model, and waits until it is loaded.
 * @throws LlmBenchError `model-not-found` where the server does not list it, `endpoint-refused` where it cannot load it
 */
export async function loadModel(access: RouterAccess, name: string): Promise<ModelLoad> {
  const { client, patienceMs } = access
  const { software, models } = await client.look()
  const model = named(client, name, models)
  const by = software.load === null || (await hasNoCall(software, client)) ? 'first-request' : 'call'
  const idle = { model: model.name, ms: null, evictMs: null, loadMs: null, serverMs: null, evicted: [], by } as const
  if (model.state === 'loaded') return { ...idle, loaded: 'earlier' }
  // Who holds its models by itself cannot be told to load: a request would only be one more of them.
  if (software.load === null && model.state === 'unknown') throw cannot(client, software, 'load', model.name)
  const events = await access.events(software)
  try {
    const list = async (): Promise<readonly RoutedModel[]> => (await client.look()).models
    const watch = new StateWatch(model.name, models, { list, events })
    const began = now()
    const asked =
      by === 'call' && software.load !== null
        ? software.load(model.name, client.calls)
        : client.firstToken(model.name).then((answer) => ({ ...answer, serverMs: null }))
    const watched = watch.until(began + patienceMs)
    const answer = await asked
    if (isRefused(answer)) watch.end()
    const answered = now()
    await watched
    if (isRefused(answer) || watch.failed) throw notLoaded(client, software, model.name, answer)
    const seen = await watch.settle()
    const until = seen.loadedAt ?? (model.state === 'unknown' ? answered : null)
    if (until === null) throw tooLate(client, model.name, patienceMs)
    return { ...idle, loaded: 'now', ...timesOf(seen, began, until), serverMs: answer.serverMs ?? ownTimeOf(seen) }
  } finally {
    events?.close()
  }
}

/**
 * Unloads a model, and waits until it is gone.
 * @throws LlmBenchError `model-not-found`, `endpoint-refused` where the server cannot
 */
export async function unloadModel({ client, patienceMs }: RouterAccess, name: string): Promise<ModelUnload> {
  const { software, models } = await client.look()
  const model = named(client, name, models)
  if (model.state === 'unloaded') return { model: model.name, unloaded: false, ms: null }
  if (software.unload === null) throw cannot(client, software, 'unload', model.name)
  const began = now()
  const answer = await software.unload(model.name, client.calls)
  if (isRefused(answer)) throw refusedCall(client, software, 'unload', model.name, answer)
  for (;;) {
    const left = (await client.look()).models.find((other) => other.name === model.name)
    const ms = now() - began
    if (left === undefined || left.state === 'unloaded') return { model: model.name, unloaded: true, ms }
    if (ms >= patienceMs)
      throw new LlmBenchError(
        'endpoint-refused',
        `${software.name} at ${client.origin} still has "${model.name}" loaded ${patienceMs / 1000} s after it was ` +
          'told to unload it: is a request of somebody else still running?',
      )
    await new Promise((resolve) => setTimeout(resolve, Math.min(250, Math.max(5, ms / 100))))
  }
}

/** The model of a name among those that are listed; a name without a tag means `latest`. */
function named(client: RouterClient, name: string, models: readonly RoutedModel[]): RoutedModel {
  const found = models.find((model) => model.name === name) ?? models.find((model) => model.name === `${name}:latest`)
  if (found !== undefined) return found
  const names = models.map((model) => model.name)
  const near = nearestName(name, names)
  throw new LlmBenchError(
    'model-not-found',
    `${client.origin} has no model "${name}"${near === null ? '' : `; did you mean "${near}"?`} ` +
      `(it has ${names.length === 0 ? 'none' : names.slice(0, mostNamed).join(', ')})`,
  )
}

const mostNamed = 20

/** Whether a server of that name has no such call, as LM Studio before 0.4. */
async function hasNoCall(software: RouterSoftware, { calls }: RouterClient): Promise<boolean> {
  return software.name === 'LM Studio' && (await calls.get('/api/v1/models')) === null
}

function timesOf(
  seen: SeenStates,
  began: number,
  until: number,
): Pick<ModelLoad, 'ms' | 'evictMs' | 'loadMs' | 'evicted'> {
  const { goneAt, loadingAt, evicted } = seen
  const room = goneAt === null ? null : Math.min(until, Math.max(began, goneAt))
  // A poll that saw it loading came later than it began to.
  const from = (ownTimeOf(seen) === null ? null : loadingAt) ?? room ?? began
  return { ms: until - began, evictMs: room === null ? null : room - began, loadMs: until - from, evicted }
}

function isRefused({ status }: CallAnswer): boolean {
  return status < 200 || status >= 300
}

function notLoaded(client: RouterClient, software: RouterSoftware, model: string, answer: CallAnswer): LlmBenchError {
  if (isRefused(answer)) return refusedCall(client, software, 'load', model, answer)
  return new LlmBenchError(
    'endpoint-refused',
    `${software.name} at ${client.origin} could not load "${model}": see its log for why (a damaged file, or not ` +
      'enough memory)',
  )
}

function refusedCall(
  client: RouterClient,
  software: RouterSoftware,
  what: 'load' | 'unload',
  model: string,
  { status, said }: CallAnswer,
): LlmBenchError {
  const how = said === '' ? `status ${status}` : said
  return new LlmBenchError(
    'endpoint-refused',
    `${software.name} at ${client.origin} could not ${what} "${model}" (${how}): ` +
      (status === 401 || status === 403 ? 'give a valid apiKey' : "see the server's log"),
  )
}

function cannot(
  client: RouterClient,
  { name, wayOut }: RouterSoftware,
  what: 'load' | 'unload',
  model: string,
): LlmBenchError {
  return new LlmBenchError(
    'endpoint-refused',
    `${name} at ${client.origin} has no call to ${what} "${model}": ${wayOut}`,
  )
}

function tooLate(client: RouterClient, model: string, patienceMs: number): LlmBenchError {
  return new LlmBenchError(
    'endpoint-refused',
    `${client.origin} had not loaded "${model}" after ${patienceMs / 1000} s: ` +
      'raise loadTimeout if it only needs longer',
  )
}
