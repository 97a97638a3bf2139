import type { NamedModel } from '../../cost/model-price.ts'
import type { LanguageModel } from '../../requesters/ai-sdk/language-model.ts'

/** Tokens of a call of a model, as a task reports them: `{ model, ...result.usage }` of the AI SDK fits. */
export interface TaskUsage {
  /** Name of the model, or the model itself: an AI SDK model has its public price. */
  readonly model?: string | NamedModel | undefined
  /** All input tokens, cached ones included; left out where nobody counted them. */
  readonly inputTokens?: number | undefined
  readonly outputTokens?: number | undefined
  /** Input tokens that came from a cache. */
  readonly cachedInputTokens?: number | undefined
  /** Tokens of `outputTokens` that were thought. */
  readonly reasoningTokens?: number | undefined
}

/** One execution of a task, as its function is given it. */
export interface TaskContext {
  /** Number of the execution in its run, from 0, warm-up included: to take another input each time. */
  readonly index: number
  /** Aborted when its time is up, and when the test ends or is cancelled: hand it to whatever is waited for. */
  readonly signal: AbortSignal
  /** Counts a step. A task that counts none has its calls of models for steps. */
  step(): void
  /**
   * Reports a call of a model.
   * @throws LlmBenchError `invalid-option` naming the option
   */
  usage(usage: TaskUsage): void
  /**
   * A language model of the AI SDK that reports its own calls: give it to `generateText`, `streamText`, an agent.
   * @throws LlmBenchError `invalid-option` for anything else
   */
  model<Model extends LanguageModel>(model: Model): Model
  /** Says that the task has succeeded now, and with what: what follows is in no time. Without it its return says so. */
  succeed(output?: unknown): void
  /** Says that the task failed, and why, and ends it: it throws. */
  fail(reason: string): never
}
