import type { Price } from '../../cost/priced.ts'
import type { RoutedModel, RoutedState } from '../../servers/routers/routed-model.ts'
import { type Endpoint, makeEndpoint } from '../endpoint/endpoint.ts'
import type { EndpointOrigin, StartedEndpoint } from '../endpoint/endpoint-origin.ts'
import type { ResolvedEndpoint } from '../endpoint/resolve-endpoint.ts'
import type { ChatInput } from '../../workload/request.ts'
import type { TargetContext } from '../target-context.ts'
import type { Workload } from '../workload.ts'
import { loadModel, type ModelLoad, type ModelUnload, unloadModel } from './model-load.ts'
import { KeptLoads } from './kept-loads.ts'
import { type RouterAccess, routerAccess } from './router-access.ts'
import { sendAway, type SwitchToOptions, switchWorkload } from './switch-workload.ts'

/** Any name, with completion of those that are known. */
type NameOf<Name extends string> = Name | (string & {})

/** One model of a server that holds several: an endpoint that can also be loaded and unloaded. */
export interface RoutedEndpoint extends Endpoint {
  readonly model: string
  /**
   * Loads the model, where it is not loaded, and waits for that; what makes room for it is told.
   * @throws LlmBenchError `model-not-found`, `endpoint-refused` with the server's words
   */
  load(): Promise<ModelLoad>
  /**
   * Unloads the model, where it is loaded, and waits until it is gone.
   * @throws LlmBenchError `model-not-found`, `endpoint-refused` with the server's words, or where it has no such call
   */
  unload(): Promise<ModelUnload>
  /** Its state now, by the server's word. */
  state(): Promise<RoutedState>
  /**
   * A workload as of `chat` whose every measured request finds the model not loaded: before each, and in no time that
   * is measured, it is unloaded, and the models of `from` are loaded. The run has its `switches`; its other times are
   * those of loading. One client at a time.
   * @throws LlmBenchError `invalid-workload` naming the option and value
   * @example
   * const run = await bench('switch', { requests: 12 }, large.switchTo('Hi', { from: 'small', maxTokens: 1 })).run()
   * expect(run).toSwitchWithin(2000, { percentile: 50 })
   */
  switchTo(messages: ChatInput, options?: SwitchToOptions): Workload
}

/** A server that holds several models behind one address. */
export interface Router<Name extends string = string> {
  /** Address of the API. */
  readonly url: string
  /** Name of its software: `llama-server`, `llama-swap`, `Ollama`, `LM Studio`, `fm serve`; `the server` for others. */
  software(): Promise<string>
  /**
   * Every model that it lists, with its state now.
   * @throws LlmBenchError `endpoint-unreachable`, `endpoint-refused`
   */
  models(): Promise<readonly RoutedModel[]>
  /** Names of the models that are in memory now. */
  loaded(): Promise<readonly string[]>
  /** One of its models, to be measured, loaded or unloaded. */
  model(name: NameOf<Name>): RoutedEndpoint
}

/** A server that holds several models, and what is known of it and of them. */
export interface RouterSource {
  readonly started: StartedEndpoint
  /** Facts of a model beyond what the server tells; empty where none are known. */
  readonly known: (model: string) => Partial<Pick<EndpointOrigin, 'known' | 'provenance'>>
  /** Prices of models by name. */
  readonly prices: Readonly<Record<string, Price>>
  /** Milliseconds that a load may take. */
  readonly loadTimeoutMs: number
}

/** Makes the handle of a server that holds several models. */
export function makeRouter<Name extends string>(source: RouterSource, context: TargetContext): Router<Name> {
  const current = async (): Promise<StartedEndpoint> => (await source.started.origin.life?.current()) ?? source.started
  const accessed = async <Result>(work: (access: RouterAccess) => Promise<Result>): Promise<Result> =>
    await withAccess((await current()).endpoint, source.loadTimeoutMs, work)
  const loads = new KeptLoads()
  const models = async (): Promise<readonly RoutedModel[]> =>
    await accessed(async ({ client }) => (await client.look()).models)
  return {
    url: source.started.endpoint.url,
    software: async () => await accessed(async ({ client }) => (await client.look()).software.name),
    models,
    loaded: async () => (await models()).filter(({ state }) => state === 'loaded').map(({ name }) => name),
    model: (name) => {
      const { endpoint, origin } = ofModel(source.started, name, { ...source, takeLoad: () => loads.take(name) })
      const handle = makeEndpoint(endpoint, origin, context)
      const routed: Omit<RoutedEndpoint, 'url'> = {
        model: name,
        complete: (prompt, options) => handle.complete(prompt, options),
        chat: (messages, options) => handle.chat(messages, options),
        embed: (texts, options) => handle.embed(texts, options),
        rerank: (query, documents, options) => handle.rerank(query, documents, options),
        load: async () => loads.keep(name, await accessed(async (access) => await loadModel(access, name))),
        unload: async () => await accessed(async (access) => await unloadModel(access, name)),
        switchTo: (messages, { from = [], ...options } = {}) =>
          switchWorkload(handle.chat(messages, options), {
            name: `router.model("${name}").switchTo`,
            away: async () => await accessed(async (access) => await sendAway(access, name, [from].flat())),
          }),
        state: async () => (await models()).find((model) => model.name === name)?.state ?? 'unknown',
      }
      return Object.defineProperty(routed, 'url', { get: () => handle.url, enumerable: true }) as RoutedEndpoint
    },
  }
}

/** A started server as the endpoint of one of its models, also after it was started anew. */
function ofModel(
  started: StartedEndpoint,
  model: string,
  source: RouterSource & Pick<EndpointOrigin, 'takeLoad'>,
): StartedEndpoint {
  const { endpoint, origin } = started
  const { known, provenance } = source.known(model)
  const again = (next: StartedEndpoint): StartedEndpoint => ofModel(next, model, source)
  const { life } = origin
  return {
    endpoint: {
      ...endpoint,
      model,
      metrics: metricsOf(endpoint, origin, model),
      price: (Object.hasOwn(source.prices, model) ? source.prices[model] : null) ?? endpoint.price,
    },
    origin: {
      ...origin,
      known: { ...origin.known, ...known },
      provenance: provenance ?? origin.provenance,
      ...memoryOf(started, model, source.loadTimeoutMs),
      ...(source.takeLoad === undefined ? {} : { takeLoad: source.takeLoad }),
      life:
        life === null
          ? null
          : {
              ...life,
              current: async () => again(await life.current()),
              relaunch: async () => again(await life.relaunch()),
            },
    },
  }
}

/** Memory of the process that a server has for a model: what the server takes is that of all its models. */
function memoryOf(
  { endpoint, origin }: StartedEndpoint,
  model: string,
  patienceMs: number,
): Pick<EndpointOrigin, 'forgetMemory' | 'peaks'> {
  let found: readonly string[] | null = null
  const argsOf = async (): Promise<readonly string[] | null> => {
    try {
      found = await withAccess(endpoint, patienceMs, async ({ client }) => {
        const { software } = await client.look()
        return (await software.processOf?.(model, client.calls)) ?? null
      })
    } catch {
      // A busy server may be late with one answer: its process for a model is that of before.
    }
    return found
  }
  return {
    forgetMemory: async () => {
      const args = await argsOf()
      if (args !== null) await origin.forgetMemory(args)
    },
    peaks: async () => {
      const args = await argsOf()
      return args === null ? null : await origin.peaks(args)
    },
  }
}

/** llama-server's router has the metrics of a model where it is named, and would load it for them. */
function metricsOf(
  { metrics, url }: ResolvedEndpoint,
  { program }: EndpointOrigin,
  model: string,
): ResolvedEndpoint['metrics'] {
  if (metrics === null || metrics.isGiven || program !== 'llama-server') return metrics
  const place = `/metrics?model=${encodeURIComponent(model)}&autoload=false`
  return { ...metrics, url: new URL(place, url).href, beside: null }
}

async function withAccess<Result>(
  endpoint: ResolvedEndpoint,
  patienceMs: number,
  work: (access: RouterAccess) => Promise<Result>,
): Promise<Result> {
  const access = routerAccess(endpoint, patienceMs)
  try {
    return await work(access)
  } finally {
    access.close()
  }
}
