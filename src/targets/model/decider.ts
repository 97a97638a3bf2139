import type { Decision, DecisionRequest } from '../../engines/decision.ts'
import type { LoadedModel } from '../../engines/engine.ts'
import { explained } from '../load/run-in-host.ts'
import type { ModelLender } from './model-lender.ts'

/** Marks a local model's way to decide, across copies of this package. */
export const deciderTag: unique symbol = Symbol.for('vitest-llm-bench.decider') as never

/** A local model as what asks it to decide, or to be told apart from another, uses it. */
export interface Decider {
  /** Facts of the model; it is loaded for that where it is not. */
  facts(): Promise<LoadedModel>
  /**
   * Answers a question about a document by the probabilities of its choices, in the model's own process.
   * @throws LlmBenchError of the host
   */
  decide(request: DecisionRequest): Promise<Decision>
}

/** The way to the host of a model. */
export function deciderOf(lender: ModelLender): Decider {
  return {
    facts: async () => (await lender.host()).lease.model,
    decide: async (request) => {
      const { lease, channel } = await lender.host()
      try {
        return await channel.request('decide', request)
      } catch (error) {
        throw await explained(error, { obituary: async () => await lender.obituary(lease.id) })
      }
    },
  }
}
