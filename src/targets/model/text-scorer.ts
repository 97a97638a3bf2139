import type { ModelHostCalls } from '../../host/model-host-calls.ts'
import type { LoadedModel } from '../../engines/engine.ts'
import type { Evaluated, EvaluateRequest } from '../../intrinsic/evaluation.ts'
import type { ReadText } from '../../intrinsic/read-text.ts'
import { explained } from '../load/run-in-host.ts'
import type { ModelLender } from './model-lender.ts'

/** Marks a handle of a local model with its way to score texts, across copies of this package. */
export const scorerTag: unique symbol = Symbol.for('vitest-llm-bench.text-scorer') as never

/** A local model as its predictions of a text are looked at: no request, and no matter of time. */
export interface TextScorer {
  /** Name the model was asked for by. */
  readonly spec: string
  model(): Promise<LoadedModel>
  read(text: string): Promise<ReadText>
  evaluate(request: EvaluateRequest): Promise<Evaluated>
  /** Frees what evaluating keeps; nothing where the model is gone. */
  end(): Promise<void>
}

/** The scorer of the model behind a lender. */
export function textScorer(spec: string, lender: ModelLender): TextScorer {
  const ask = async <Name extends 'read-text' | 'evaluate' | 'end-evaluation'>(
    name: Name,
    asked: ModelHostCalls[Name]['asked'],
  ): Promise<ModelHostCalls[Name]['answer']> => {
    const { lease, channel } = await lender.host()
    try {
      return await channel.request(name, asked)
    } catch (error) {
      throw await explained(error, { obituary: async () => await lender.obituary(lease.id) })
    }
  }
  return {
    spec,
    model: async () => (await lender.host()).lease.model,
    read: async (text) => await ask('read-text', text),
    evaluate: async (request) => await ask('evaluate', request),
    end: async () => {
      if (lender.hasHost) await ask('end-evaluation', null)
    },
  }
}

/** The scorer of a local model's handle; null for anything else. */
export function scorerOf(value: unknown): TextScorer | null {
  if (typeof value !== 'object' || value === null) return null
  return (value as { readonly [scorerTag]?: TextScorer })[scorerTag] ?? null
}
