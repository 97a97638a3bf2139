import { inject } from 'vitest'
import type { WorkerContext } from '../context.ts'
import { LlmBenchError } from '../errors.ts'
import type { Channel } from './channel.ts'
import { connect } from './connect.ts'

let connection: { broker: string; channel: Promise<Channel> } | null = null

/**
 * What the plugin told this worker.
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

/** As {@link workerContext}, null without the plugin. */
export function findWorkerContext(): WorkerContext | null {
  return inject('vitest-llm-bench') ?? null
}

/** This worker's connection to the broker, made at first use and kept. */
export async function brokerChannel(): Promise<Channel> {
  const { broker } = workerContext()
  if (connection === null || connection.broker !== broker) {
    const channel = connect(broker)
    connection = { broker, channel }
    const opened = await channel
    opened.unref()
    void opened.closed.then(() => {
      if (connection?.channel === channel) connection = null
    })
  }
  return await connection.channel
}
