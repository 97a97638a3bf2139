import { inject } from 'vitest'
import type { WorkerContext } from './context.ts'
import { LlmBenchError } from '../errors.ts'

/**
 * The context that the plugin gave this worker.
 * @throws LlmBenchError `plugin-missing` when there is no plugin
 */
export function workerContext(): WorkerContext {
  const context = findWorkerContext()
  if (context === null) {
    throw new LlmBenchError(
      'plugin-missing',
      "no plugin found: add llmBench() from 'vitest-llm-bench/plugin' to plugins in vitest.config.ts",
    )
  }
  return context
}

/** The context that the plugin gave this worker; null without the plugin. */
export function findWorkerContext(): WorkerContext | null {
  // Typed as always there, but a project without the plugin provides nothing.
  return (inject('vitest-llm-bench') as WorkerContext | undefined) ?? null
}
