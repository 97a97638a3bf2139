import type { LoadedModel } from '../../engines/engine.ts'
import { oneClient } from '../../workload/load.ts'
import {
  type ModelChatOptions,
  type ModelCompletionOptions,
  type ModelRequest,
  modelRequest,
} from '../../workload/model-request.ts'
import { noMoreThanAsked, requestCalls } from '../../workload/request-calls.ts'
import { type Completion, completionDefinition, chatDefinition, type ChatInput } from '../../workload/request.ts'
import { embedDefinition, type EmbedInput } from '../../workload/items/embed-request.ts'
import type { EmbedOptions, RerankOptions } from '../../workload/items/items-options.ts'
import { rerankDefinition } from '../../workload/items/rerank-request.ts'
import { type EmbedWorkload, itemsWorkload, type RerankWorkload } from '../items-workload.ts'
import { makeWorkload, type Workload } from '../workload.ts'
import type { Sampling } from '../../workload/prompt.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { answerValidator } from '../../workload/validate-answer.ts'
import { answerCheck } from '../answer-validation.ts'
import { answerOnce } from '../answer-once.ts'
import { type Decider, deciderOf, deciderTag } from './decider.ts'
import { openModelDriver } from './model-driver.ts'
import type { ModelLender } from './model-lender.ts'
import { simulatedModelDriver } from './simulated-model.ts'
import { scorerTag, textScorer, type TextScorer } from './text-scorer.ts'
import type { Target } from '../target.ts'

/** A local model, as workloads are made of it. */
export interface AskableModel {
  /** Name the model was asked for by: a path, `hf:`, `synthetic:` or a registry name. */
  readonly spec: string
  /**
   * A workload that completes a text. An instruct model may take a text for a finished one and end at once: ask it by
   * `chat`, or set `ignoreEos` where only the length matters.
   * @param prompt a text, a list of texts to rotate through, `{ tokens: n }` seeded random tokens,
   * or `{ jsonl: path }` with a `prompt` on each line
   * @throws LlmBenchError `invalid-workload` naming the option and value
   */
  complete(prompt: Completion, options?: ModelCompletionOptions): Workload
  /**
   * A workload that answers a conversation, through the model's own chat template.
   * @param messages a text (one user message), a conversation, a list of conversations, or
   * `{ jsonl: path }` with `messages` on each line
   * @throws LlmBenchError `invalid-workload` naming the option and value
   */
  chat(messages: ChatInput, options?: ModelChatOptions): Workload
  /**
   * A workload that makes vectors of texts, each of length 1. It has no first token and no time per token: its figures
   * are the latency of a request, and texts and input tokens per second. The engine evaluates one text at a time; each
   * client of a load has a context of its own.
   * @param texts a text, a list of texts to rotate through, `{ tokens: n }` seeded texts of about n tokens, or
   * `{ jsonl: path }` with a `text` on each line
   * @throws LlmBenchError `invalid-workload` naming the option and value
   * @example const minilm = await model('./all-MiniLM-L6-v2-Q8_0.gguf')
   * minilm.embed(texts)
   */
  embed(texts: EmbedInput, options?: EmbedOptions): EmbedWorkload
  /**
   * A workload that ranks documents by how well they fit a query, on a model that is made for it.
   * @param query a text, or several to rotate through
   * @throws LlmBenchError `invalid-workload` naming the option and value
   */
  rerank(query: string | readonly string[], documents: readonly string[], options?: RerankOptions): RerankWorkload
  /** Its way to score texts, for `perplexity` and `klDivergence`. */
  readonly [scorerTag]: TextScorer
  /** Its way to decide by probabilities, for a judge. */
  readonly [deciderTag]: Decider
}

/** A model that is loaded in a host of its own. */
export interface LocalModel extends AskableModel {
  /** Facts of the loaded model: backend really used, device, threads, load time, … */
  readonly info: LoadedModel
}

/** Makes the handle a bench file works with; its host is already loaded. */
export function localModel(spec: string, info: LoadedModel, lender: ModelLender, root: string): LocalModel {
  return { ...askableModel(spec, lender, root), info }
}

/** Makes a handle of a model whose host is started when it is measured. */
export function askableModel(spec: string, lender: ModelLender, root: string): AskableModel {
  const targetFor = (validate: ModelRequest['validate']): Target => {
    const target: Target = {
      open: async (request, load) => {
        const { simulation } = lender
        if (simulation !== null) return await simulatedModelDriver(lender, simulation, request)
        const check = validate === null ? null : answerCheck(await answerValidator(validate))
        return await openModelDriver(lender, { spec, check }, request, load)
      },
      relaunch: async () => await lender.relaunch(),
      loads: {
        unload: async () => await lender.unload(),
        prepareCache: async (wish) => await lender.prepareCache(wish),
      },
      answer: async (request) => await answerOnce(await target.open(request, oneClient)),
    }
    return target
  }
  const workload = (definition: RequestDefinition, { rules, depth, shown, validate }: ModelRequest): Workload => {
    const sampling: Sampling = {
      ...definition.sampling,
      ...(depth === 0 ? {} : { depth }),
      ...(Object.keys(rules).length === 0 ? {} : { rules }),
    }
    return makeWorkload({ target: targetFor(validate), request: { ...definition, sampling, rules: shown } })
  }
  return {
    spec,
    [scorerTag]: textScorer(spec, lender),
    [deciderTag]: deciderOf(lender),
    complete: (prompt, options = {}, ...more: unknown[]) => {
      noMoreThanAsked('completion', more)
      const asked = modelRequest('completion', options, requestCalls.completion)
      return workload(completionDefinition(prompt, asked.request, root), asked)
    },
    chat: (messages, options = {}, ...more: unknown[]) => {
      noMoreThanAsked('chat', more)
      const asked = modelRequest('chat', options, requestCalls.chat)
      return workload(chatDefinition(messages, asked.request, root), asked)
    },
    embed: (texts, options = {}, ...more: unknown[]) => {
      noMoreThanAsked('embedding', more)
      return itemsWorkload(targetFor(null), embedDefinition(texts, options, root))
    },
    rerank: (query, documents, options = {}, ...more: unknown[]) => {
      noMoreThanAsked('rerank', more)
      return itemsWorkload(targetFor(null), rerankDefinition({ query, documents }, options))
    },
  }
}
