import { priceOfModel } from '../../cost/model-price.ts'
import type { Price } from '../../cost/priced.ts'
import { tokenPrices } from '../../cost/token-prices.ts'
import { LlmBenchError } from '../../errors.ts'
import { modelRequester } from '../../requesters/ai-sdk/language-model-requester.ts'
import type { LanguageModelTransport } from '../../requesters/ai-sdk/transport.ts'
import { oneClient } from '../../workload/load.ts'
import { chatDefinition, type ChatInput } from '../../workload/request.ts'
import { answerValidator } from '../../workload/validate-answer.ts'
import { wantsNonce } from '../../workload/words/nonce.ts'
import { noMoreThanAsked } from '../../workload/request-calls.ts'
import { makeWorkload, type Workload } from '../workload.ts'
import { answerOnce } from '../answer-once.ts'
import { answerCheck } from '../answer-validation.ts'
import { openLiveDriver } from '../live-driver.ts'
import {
  type LanguageModelOptions,
  type ResolvedLanguageModelOptions,
  resolveLanguageModelOptions,
} from './language-model-options.ts'
import { remoteFacts } from '../remote-facts.ts'
import { simulatedDriver } from '../simulated/simulated-driver.ts'
import type { Simulation } from '../simulated/simulation.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import type { SourcePlace } from './language-model-place.ts'
import {
  type LanguageModelRequest,
  languageModelRequest,
  type LanguageModelRequestOptions,
} from './language-model-request.ts'
import { type LanguageModelSource, type ResolvedSource, resolveSource } from './language-model-source.ts'
import { type LoadSource, openLoadDriver } from '../load/load-driver.ts'
import type { Driver, Target, TargetFacts } from '../target.ts'
import type { TargetContext } from '../target-context.ts'

export type { LanguageModelOptions, LanguageModelTimeouts } from './language-model-options.ts'
export type { LanguageModelRequestOptions } from './language-model-request.ts'
export type { LanguageModelSource, ModelModule } from './language-model-source.ts'

/** A language model of the AI SDK that requests are made to. */
export interface LanguageModelTarget {
  /**
   * A workload that answers a conversation.
   * @param messages a text (one user message), a conversation, a list of conversations,
   * `conversation([...])` for several turns, `{ tokens: n }`, `{ jsonl: path }` or `{ shareGPT: path }`
   * @throws LlmBenchError `invalid-workload` naming the option and value
   */
  chat(messages: ChatInput, options?: LanguageModelRequestOptions): Workload
}

/**
 * A language model of the Vercel AI SDK (5 or newer), of whatever provider package. One that a module
 * exports is called by a process that does nothing else. One that is given as an object is called in
 * the process of the test, which the report says.
 *
 * @throws LlmBenchError `invalid-option` naming the option, `model-not-found` when there is no such
 * module
 * @example
 * const gpt = languageModel(() => import('./model.ts'))
 * await bench('gpt', gpt.chat('Why is the sky blue?')).run()
 */
export type LanguageModelFixture = (source: LanguageModelSource, options?: LanguageModelOptions) => LanguageModelTarget

/**
 * Makes the handle a bench file works with.
 * @throws LlmBenchError as {@link LanguageModelFixture}
 */
export function makeLanguageModel(
  given: LanguageModelSource,
  options: LanguageModelOptions,
  { root, broker, simulate = null, ...place }: TargetContext & Omit<SourcePlace, 'root'>,
): LanguageModelTarget {
  const source = resolveSource(given, { root, ...place })
  const resolved = resolveLanguageModelOptions(options, source.kind === 'live')
  return {
    chat: (messages, asked = {}, ...more: unknown[]) => {
      noMoreThanAsked('chat', more)
      const settings = languageModelRequest(asked)
      const request = chatDefinition(messages, settings.request, root)
      wantsNonce(request, settings.nonce)
      const open: Target['open'] = async (definition, load, tell, signal, rack) => {
        if (simulate !== null)
          return simulatedCalls(simulate, source, resolved, { definition, stream: settings.stream })
        const validate = settings.validate === null ? null : answerCheck(await answerValidator(settings.validate))
        const transport = transportOf(settings, resolved, wantsNonce(definition, settings.nonce))
        if (source.kind === 'module') {
          const modules = { ...moduleSource(source, resolved, transport), broker, rack, validate }
          return await openLoadDriver(modules, definition, load, tell, signal)
        }
        return openLive(source, resolved, transport, validate, definition)
      }
      const target: Target = { open, answer: async (definition) => await answerOnce(await open(definition, oneClient)) }
      return makeWorkload({ target, request })
    },
  }
}

type CallTransport = Omit<LanguageModelTransport, 'module' | 'exportName'>

function transportOf(
  { stream, callOptions }: LanguageModelRequest,
  { timeouts }: ResolvedLanguageModelOptions,
  nonce: boolean,
): CallTransport {
  return {
    type: 'language-model',
    stream,
    nonce,
    timeouts,
    callOptions,
  }
}

function moduleSource(
  { module, exportName }: Extract<ResolvedSource, { kind: 'module' }>,
  { hosts, ...resolved }: ResolvedLanguageModelOptions,
  transport: CallTransport,
): Omit<LoadSource, 'broker' | 'validate'> {
  return {
    transport: { ...transport, module, exportName },
    fields: null,
    hosts,
    facts: ({ model, server }) => factsOf({ modelId: model, provider: server ?? 'unknown' }, resolved),
    watch: null,
    isFresh: false,
    peaks: async () => null,
    gone: null,
  }
}

function openLive(
  { model }: Extract<ResolvedSource, { kind: 'live' }>,
  resolved: ResolvedLanguageModelOptions,
  transport: CallTransport,
  validate: LoadSource['validate'],
  request: Parameters<Target['open']>[0],
): Driver {
  return openLiveDriver(
    { validate, requester: modelRequester(model, transport), facts: factsOf(model, resolved) },
    request,
  )
}

/** Calls of a model that is neither imported nor asked. */
function simulatedCalls(
  simulation: Simulation,
  source: ResolvedSource,
  resolved: ResolvedLanguageModelOptions,
  { definition, stream }: { readonly definition: RequestDefinition; readonly stream: boolean },
): Driver {
  const name = source.kind === 'live' ? source.model : { provider: 'module', modelId: source.exportName }
  const { target, price } = factsOf(name, resolved)
  const { model, spec } = source.kind === 'live' ? target : { ...target, spec: source.module }
  return simulatedDriver(simulation, { model, spec, stream, facts: { price } }, definition)
}

interface ModelName {
  readonly provider: string
  readonly modelId: string
}

function factsOf(
  { provider, modelId }: ModelName,
  { price, answersAs }: Pick<ResolvedLanguageModelOptions, 'price' | 'answersAs'>,
): Omit<TargetFacts, 'loadHosts'> {
  const known = price ?? listedPrice({ provider, modelId })
  return remoteFacts(
    { kind: 'language-model', model: modelId, spec: `${provider}/${modelId}`, source: 'endpoint', engine: provider },
    {
      price: known === null ? null : tokenPrices(known),
      // Azure's names are those of deployments, which their owner chose.
      asked: { name: modelId, aliases: /azure/i.test(provider) ? [...answersAs, '*'] : answersAs },
    },
  )
}

/** The public price of a model; null where the list has none, as for one that is self-hosted. */
function listedPrice(model: ModelName): Price | null {
  try {
    return priceOfModel(model)
  } catch (error) {
    if (error instanceof LlmBenchError && error.code === 'price-unknown') return null
    throw error
  }
}
