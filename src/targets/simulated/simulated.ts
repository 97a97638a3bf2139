import * as v from 'valibot'
import { LlmBenchError } from '../../errors.ts'
import type { SimulatedTransport } from '../../requesters/simulated/transport.ts'
import { oneClient } from '../../workload/load.ts'
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

/** Programmed times. Milliseconds. */
export interface SimulatedOptions {
  /** From a request to its first token. Default 50. */
  ttft?: number
  /** Between two tokens. Default 10. */
  tpot?: number
  /** Relative standard deviation of both: 0.1 is 10 %. Default 0. */
  jitter?: number
  /** Share of requests that fail, 0 to 1. Default 0. */
  failures?: number
  /** Seed of jitter and failures. Default 0. */
  seed?: number
}

/** A target without a model; every request generates `maxTokens` tokens. */
export interface SimulatedModel {
  /** @throws LlmBenchError `invalid-workload` naming the option and value */
  complete(prompt: Completion, options?: RequestOptions): Workload
  /** @throws LlmBenchError `invalid-workload` naming the option and value */
  chat(messages: ChatInput, options?: RequestOptions): Workload
}

const atLeastZero = v.pipe(v.number(), v.finite(), v.minValue(0))
const schema = v.strictObject({
  ttft: v.optional(atLeastZero, 50),
  tpot: v.optional(atLeastZero, 10),
  jitter: v.optional(atLeastZero, 0),
  failures: v.optional(v.pipe(atLeastZero, v.maxValue(1)), 0),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
})

/**
 * A target without a model, for writing benches before there is one: it waits as long as it is told.
 * Whatever comes of it is marked simulated, and a matcher that claims a speed or a cost refuses it
 * unless it is told `{ accept: ['simulated'] }`.
 *
 * @throws LlmBenchError `invalid-option` naming the option
 */
export function simulatedModel(options: SimulatedOptions, { root, broker }: TargetContext): SimulatedModel {
  const result = v.safeParse(schema, options)
  if (!result.success) {
    const [issue] = result.issues
    const path = v.getDotPath(issue) ?? ''
    const known = Object.keys(schema.entries)
    throw new LlmBenchError(
      'invalid-option',
      known.includes(path)
        ? `simulated({ ${path}: ${JSON.stringify(issue.input)} }): give ${path === 'failures' ? 'a share from 0 to 1' : path === 'seed' ? 'a whole number of at least 0' : 'a number of at least 0'}`
        : `simulated({ ${path} }): there is no such option; there are ${known.join(', ')}`,
    )
  }
  const { ttft, tpot, jitter, failures, seed } = result.output
  const transport: SimulatedTransport = { type: 'simulated', ttftMs: ttft, tpotMs: tpot, jitter, failures, seed }
  const target: Target = {
    open: async (request, load, tell) =>
      await openLoadDriver(
        {
          broker,
          transport,
          hosts: 'auto',
          facts: () => factsOf(result.output),
          validate: null,
          watch: null,
          peaks: async () => null,
        },
        request,
        load,
        tell,
      ),
    answer: async (request) => await answerOnce(await target.open(request, oneClient)),
  }
  const workload = (request: RequestDefinition): Workload => makeWorkload({ target, request })
  return {
    complete: (prompt, asked = {}) => workload(completionDefinition(prompt, asked, root)),
    chat: (messages, asked = {}) => workload(chatDefinition(messages, asked, root)),
  }
}

function factsOf({ ttft, tpot, jitter, failures }: v.InferOutput<typeof schema>): Omit<TargetFacts, 'loadHosts'> {
  const spec = `simulated({ ttft: ${ttft}, tpot: ${tpot}, jitter: ${jitter}, failures: ${failures} })`
  return remoteFacts({ kind: 'simulated', model: 'simulated', spec, source: 'simulated' }, { provenance: 'simulated' })
}
