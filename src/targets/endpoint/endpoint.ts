import type { PreparedLoad } from '../../host/load-host-calls.ts'
import type { HttpTransport } from '../../requesters/http/transport.ts'
import { refuseTooLong } from '../../workload/words/context-limit.ts'
import { type EndpointRequest, type EndpointRequestOptions, endpointRequest } from '../../workload/endpoint-request.ts'
import { oneClient } from '../../workload/load.ts'
import { noMoreThanAsked, requestCalls } from '../../workload/request-calls.ts'
import { chatDefinition, type ChatInput, type Completion, completionDefinition } from '../../workload/request.ts'
import { answerValidator } from '../../workload/validate-answer.ts'
import { wantsNonce } from '../../workload/words/nonce.ts'
import { type EmbedInput, endpointEmbedRequest } from '../../workload/items/embed-request.ts'
import type { EndpointEmbedOptions, EndpointRerankOptions } from '../../workload/items/items-options.ts'
import { endpointRerankRequest } from '../../workload/items/rerank-request.ts'
import { type EmbedWorkload, itemsWorkload, type RerankWorkload } from '../items-workload.ts'
import { makeWorkload, type Workload } from '../workload.ts'
import type { RequestDefinition, TextRequestKind } from '../../workload/request-definition.ts'
import { answerCheck } from '../answer-validation.ts'
import { answerOnce } from '../answer-once.ts'
import { checkBody } from './field-choice.ts'
import type { ResolvedEndpoint } from './resolve-endpoint.ts'
import { FieldMemory } from '../load/field-memory.ts'
import { type LoadSource, openLoadDriver } from '../load/load-driver.ts'
import type { Target } from '../target.ts'
import type { TargetContext } from '../target-context.ts'
import { watchedDriver } from '../router/watched-driver.ts'
import { serverWatch } from './watch-server.ts'
import { recorded, refuseRecorded, replayed } from '../recorded/recorded-endpoint.ts'
import { factsOf } from './endpoint-facts.ts'
import type { EndpointOrigin, StartedEndpoint } from './endpoint-origin.ts'
import { simulatedEndpointDriver } from './simulated-endpoint.ts'

/** An OpenAI-compatible endpoint that load hosts make requests to. */
export interface Endpoint {
  /** Address of the API. */
  readonly url: string
  /** The model that was named; null where the first one it lists is taken. */
  readonly model: string | null
  /**
   * A workload that completes a text (`/completions`).
   * @param prompt a text, a list of texts to rotate through, `{ tokens: n }` a seeded text of about n
   * tokens, or `{ jsonl: path }` with a `prompt` on each line
   * @throws LlmBenchError `invalid-workload` naming the option and value
   */
  complete(prompt: Completion, options?: EndpointRequestOptions): Workload
  /**
   * A workload that answers a conversation (`/chat/completions`).
   * @param messages a text (one user message), a conversation, a list of conversations,
   * `conversation([...])` for several turns, `{ tokens: n }`, `{ jsonl: path }` or `{ shareGPT: path }`
   * @throws LlmBenchError `invalid-workload` naming the option and value
   */
  chat(messages: ChatInput, options?: EndpointRequestOptions): Workload
  /**
   * A workload that makes vectors of texts (`/embeddings`). It has no first token and no time per token: its figures
   * are the latency of a request, and texts and input tokens per second.
   * @param texts a text, a list of texts to rotate through, `{ tokens: n }` seeded texts of about n tokens, or
   * `{ jsonl: path }` with a `text` on each line
   * @throws LlmBenchError `invalid-workload` naming the option and value
   * @example endpoint.embed(texts, { batch: 32 })
   */
  embed(texts: EmbedInput, options?: EndpointEmbedOptions): EmbedWorkload
  /**
   * A workload that ranks documents by how well they fit a query (`/rerank`).
   * @param query a text, or several to rotate through
   * @throws LlmBenchError `invalid-workload` naming the option and value
   * @example endpoint.rerank('What is a panda?', documents, { topN: 3 })
   */
  rerank(
    query: string | readonly string[],
    documents: readonly string[],
    options?: EndpointRerankOptions,
  ): RerankWorkload
}

/** Makes the handle a bench file works with. */
export function makeEndpoint(
  endpoint: ResolvedEndpoint,
  origin: EndpointOrigin,
  { root, broker, simulate = null }: TargetContext,
): Endpoint {
  let now: StartedEndpoint = { endpoint, origin }
  const relaunch = async (): Promise<void> => {
    now = (await now.origin.life?.relaunch()) ?? now
  }
  const targetFor = (
    asked: AskedRequests,
    kind: RequestDefinition['kind'],
    wants: (definition: RequestDefinition) => boolean,
  ): Target => {
    const target: Target = {
      open: async (definition, load, tell, signal, rack) => {
        if (simulate !== null) {
          const isFresh = now.origin.life?.take() ?? false
          return simulatedEndpointDriver(simulate, now, { definition, stream: asked.stream, isFresh })
        }
        const validate = asked.validate === null ? null : answerCheck(await answerValidator(asked.validate))
        const { stream } = asked
        const requests = { definition, load, stream, body: bodyOf(asked), root }
        const { replay } = endpoint
        if (replay !== null) return replayed({ ...endpoint, replay }, requests, validate)
        now = (await now.origin.life?.current()) ?? now
        await now.origin.forgetMemory()
        const isFresh = now.origin.life?.take() ?? false
        const { facts, ...others } = sourceOf(now, asked, { kind, nonce: wants(definition) })
        let holdsSeveral = false
        const source = {
          ...others,
          facts: (prepared: PreparedLoad) => {
            holdsSeveral ||= prepared.serving?.several === true
            return facts(prepared)
          },
          broker,
          validate,
          isFresh,
        }
        const driver = recorded(
          endpoint,
          requests,
          await openLoadDriver({ ...source, rack }, definition, load, tell, signal),
        )
        if (!holdsSeveral) return driver
        return watchedDriver(driver, now.endpoint, {
          model: driver.facts.target.model,
          load: now.origin.takeLoad?.() ?? null,
        })
      },
      ...(origin.life === null ? {} : { relaunch }),
      answer: async (definition) => await answerOnce(await target.open(definition, oneClient)),
    }
    return target
  }
  const workload = (
    kind: TextRequestKind,
    options: EndpointRequestOptions,
    define: (request: EndpointRequest['request']) => RequestDefinition,
  ): Workload => {
    const asked = endpointRequest(options, requestCalls[kind], kind)
    checkBody(asked.body, endpoint.fields, requestCalls[kind])
    const request: RequestDefinition = {
      ...define(asked.request),
      overheadBytes: Buffer.byteLength(JSON.stringify(asked.body)),
      rules: asked.rules,
    }
    if (endpoint.contextSize !== null)
      refuseTooLong(request, endpoint.contextSize, { call: requestCalls[kind], where: endpoint.url })
    const wants = (definition: RequestDefinition): boolean => wantsNonce(definition, asked.nonce)
    wants(request)
    return makeWorkload({ target: targetFor(asked, kind, wants), request, cacheWanted: asked.nonce === false })
  }
  const items = <Answer>({ request, body }: ItemsRequests): Workload<Answer> => {
    refuseRecorded(endpoint, request)
    const asked: AskedRequests = { body, stream: false, minTokens: null, validate: null }
    const overheadBytes = Buffer.byteLength(JSON.stringify(body))
    return itemsWorkload<Answer>(
      targetFor(asked, request.kind, () => false),
      { ...request, overheadBytes },
    )
  }
  return {
    get url() {
      return now.endpoint.url
    },
    model: endpoint.model,
    complete: (prompt, options = {}, ...more: unknown[]) => {
      noMoreThanAsked('completion', more)
      return workload('completion', options, (request) => completionDefinition(prompt, request, root))
    },
    chat: (messages, options = {}, ...more: unknown[]) => {
      noMoreThanAsked('chat', more)
      return workload('chat', options, (request) => chatDefinition(messages, request, root))
    },
    embed: (texts, options = {}, ...more: unknown[]) => {
      noMoreThanAsked('embedding', more)
      return items(endpointEmbedRequest(texts, options, root))
    },
    rerank: (query, documents, options = {}, ...more: unknown[]) => {
      noMoreThanAsked('rerank', more)
      return items(endpointRerankRequest({ query, documents }, options))
    },
  }
}

/** Parts of a workload's requests that are not their prompts. */
type AskedRequests = Pick<EndpointRequest, 'body' | 'stream' | 'minTokens' | 'validate'>

/** Requests of vectors or scores, and the further fields of their bodies. */
interface ItemsRequests {
  readonly request: RequestDefinition
  readonly body: Readonly<Record<string, unknown>>
}

/** Further fields of the requests. */
function bodyOf({ body, minTokens }: AskedRequests): Readonly<Record<string, unknown>> {
  return minTokens === null ? body : { ...body, min_tokens: minTokens }
}

function sourceOf(
  { endpoint, origin }: StartedEndpoint,
  asked: AskedRequests,
  { kind, nonce }: { readonly kind: RequestDefinition['kind']; readonly nonce: boolean },
): Omit<LoadSource, 'broker' | 'validate' | 'isFresh'> {
  const { url, query, paths, model, headers, secrets, timeouts, tls, proxy, hosts, metrics, health, readyTimeoutMs } =
    endpoint
  const fields = new FieldMemory(JSON.stringify([url, paths, query, model, kind]), endpoint.fields)
  const transport: HttpTransport = {
    type: 'http',
    url,
    query,
    paths,
    headers,
    secrets,
    timeouts,
    tls,
    proxy,
    model,
    stream: asked.stream,
    nonce,
    fields: fields.fields,
    fixedFields: Object.keys(endpoint.fields.asked),
    health,
    readyTimeoutMs,
    body: bodyOf(asked),
  }
  return {
    transport,
    fields,
    hosts,
    facts: (prepared) => factsOf(endpoint, origin, prepared),
    watch: metrics === null ? null : serverWatch(metrics),
    peaks: async () => await origin.peaks(),
    gone: origin.gone,
  }
}
