import { LlmBenchError } from '../errors.ts'
import type { Channel } from '../host/channel.ts'
import { workerContext } from '../worker/worker-context.ts'
import { connect } from '../host/connect.ts'

let connection: { broker: string; channel: Promise<Channel> } | null = null

/**
 * This worker's connection to the broker, made at first use and kept.
 * @throws LlmBenchError `plugin-missing` without the plugin, `host-crashed` when nobody listens
 */
export async function brokerChannel(): Promise<Channel> {
  const { broker } = workerContext()
  if (connection?.broker !== broker) connection = { broker, channel: open(broker) }
  return await connection.channel
}

async function open(broker: string): Promise<Channel> {
  try {
    const opened = await connect(broker)
    opened.unref()
    void opened.closed.then(forget)
    return opened
  } catch (error) {
    forget()
    throw new LlmBenchError(
      'host-crashed',
      `Vitest's main process cannot be reached at "${broker}" (${error instanceof Error ? error.message : 'unknown'}): set TMPDIR to a short path that can be written`,
      { cause: error },
    )
  }
}

/** Ends a process of ours that does not stop when asked. */
export async function killProcess(id: string): Promise<void> {
  const broker = await brokerChannel()
  await broker.request('kill', id)
}

/**
 * Why a process of ours is gone, as an error; called when the connection to it was lost.
 * @param fallback what to say where nobody knows
 */
export async function obituaryOf(id: string, fallback: string): Promise<LlmBenchError> {
  const broker = await brokerChannel()
  const message = await broker.request<string | null>('obituary', id)
  return new LlmBenchError('host-crashed', message ?? fallback)
}

function forget(): void {
  connection = null
}
