import type { SimulatedTransport } from '../../requesters/simulated/transport.ts'
import { optionsOf } from '../../option-check/call.ts'
import { checkOptions } from '../../option-check/check-options.ts'
import { oneClient } from '../../workload/load.ts'
import { noMoreThanAsked } from '../../workload/request-calls.ts'
import {
  chatDefinition,
  type ChatInput,
  type Completion,
  completionDefinition,
  type RequestOptions,
} from '../../workload/request.ts'
import { makeWorkload, type Workload } from '../workload.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { answerOnce } from '../answer-once.ts'
import { openLoadDriver } from '../load/load-driver.ts'
import { remoteFacts } from '../remote-facts.ts'
import type { Target, TargetFacts } from '../target.ts'
import type { TargetContext } from '../target-context.ts'
import { simulatedDriver } from './simulated-driver.ts'
import type { SimulatedOptions } from './simulated-options.ts'
import { simulatedSchema } from './simulated-schema.ts'

/** A target without a model; every request generates `maxTokens` tokens. */
export interface SimulatedModel {
  /**
   * A workload that completes a text.
   * @throws LlmBenchError `invalid-workload` naming the option and value
   */
  complete(prompt: Completion, options?: RequestOptions): Workload
  /**
   * A workload that answers a conversation.
   * @throws LlmBenchError `invalid-workload` naming the option and value
   */
  chat(messages: ChatInput, options?: RequestOptions): Workload
}

/**
 * A target without a model, for writing benches before there is one: it waits as long as it is told.
 * Whatever comes of it is marked simulated, and a matcher that claims a speed or a cost refuses it
 * unless it is told `{ accept: ['simulated'] }`.
 *
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function simulatedModel(options: SimulatedOptions, { root, broker, simulate }: TargetContext): SimulatedModel {
  const given = checkOptions(simulatedSchema, options, { call: optionsOf('simulated') })
  const { ttft = 50, tpot = 10, jitter = 0, failures = 0, seed = 0 } = given
  const asked = { ttft, tpot, jitter, failures, seed }
  const transport: SimulatedTransport = { type: 'simulated', ttftMs: ttft, tpotMs: tpot, jitter, failures, seed }
  const target: Target = {
    open: async (request, load, tell, signal, rack) => {
      const facts = factsOf(asked)
      if ((simulate ?? null) !== null) return simulatedDriver({ ...transport, tokens: null }, facts.target, request)
      return await openLoadDriver(
        {
          broker,
          rack,
          transport,
          fields: null,
          hosts: 'auto',
          facts: () => facts,
          validate: null,
          watch: null,
          isFresh: false,
          peaks: async () => null,
          gone: null,
        },
        request,
        load,
        tell,
        signal,
      )
    },
    answer: async (request) => await answerOnce(await target.open(request, oneClient)),
  }
  const workload = (request: RequestDefinition): Workload => makeWorkload({ target, request })
  return {
    complete: (prompt, request = {}, ...more: unknown[]) => {
      noMoreThanAsked('completion', more)
      return workload(completionDefinition(prompt, request, root))
    },
    chat: (messages, request = {}, ...more: unknown[]) => {
      noMoreThanAsked('chat', more)
      return workload(chatDefinition(messages, request, root))
    },
  }
}

function factsOf({ ttft, tpot, jitter, failures }: Required<SimulatedOptions>): Omit<TargetFacts, 'loadHosts'> {
  const spec = `simulated({ ttft: ${ttft}, tpot: ${tpot}, jitter: ${jitter}, failures: ${failures} })`
  return remoteFacts({ kind: 'simulated', model: 'simulated', spec, source: 'simulated' }, { provenance: 'simulated' })
}
