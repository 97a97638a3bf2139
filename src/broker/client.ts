import { LlmBenchError } from '../errors.ts'
import type { Channel } from '../channel/channel.ts'
import { connectWithin } from '../channel/connect.ts'
import type { Unloaded } from '../host/model-host-calls.ts'
import type { BrokerCalls } from './calls.ts'

/** Milliseconds in which the broker has made a socket again that was removed: it looks every second. */
const patienceMs = 3000

let connection: { broker: string; channel: Promise<Channel<BrokerCalls>> } | null = null

/**
 * This worker's connection to the broker, made at first use and kept.
 * @param broker socket or named pipe that it listens on
 * @throws LlmBenchError `host-crashed` when nobody listens
 */
export async function brokerChannel(broker: string): Promise<Channel<BrokerCalls>> {
  if (connection?.broker !== broker) connection = { broker, channel: open(broker) }
  return await connection.channel
}

async function open(broker: string): Promise<Channel<BrokerCalls>> {
  try {
    const opened = await connectWithin<BrokerCalls>(broker, patienceMs)
    void opened.closed.then(forget)
    return opened
  } catch (error) {
    forget()
    const { unreachable } = await import('./unreachable.ts')
    throw unreachable(broker, error)
  }
}

/** Ends a process of ours that does not stop when asked. */
export async function killProcess(broker: string, id: string): Promise<void> {
  const channel = await brokerChannel(broker)
  await channel.request('kill', id)
}

/** Lends a process of ours to nobody any more, and waits until it is gone, unless other workers use it still. */
export async function retireProcess(broker: string, id: string): Promise<void> {
  const channel = await brokerChannel(broker)
  await channel.request('retire', id)
}

/** Retires the host of a model, and frees the model first; null where nobody saw that. */
export async function unloadProcess(broker: string, id: string): Promise<Unloaded | null> {
  const channel = await brokerChannel(broker)
  return await channel.request('unload', id)
}

/**
 * Has a process that was asked to stop lent to nobody until it is known whether it does.
 * @returns settles that: it has stopped, or is gone
 */
export function doubtProcess(broker: string, id: string): () => void {
  const tell = (call: 'doubt' | 'settle'): void => {
    // Where the broker is gone, nobody is lent anything.
    void brokerChannel(broker)
      .then(async (channel) => await channel.request(call, id))
      .catch(() => {})
  }
  tell('doubt')
  return () => tell('settle')
}

/**
 * The reason why a process of ours is gone, as an error; called when the connection to it was lost.
 * @param fallback message where nobody knows
 */
export async function obituaryOf(broker: string, id: string, fallback: string): Promise<LlmBenchError> {
  const channel = await brokerChannel(broker)
  const message = await channel.request('obituary', id)
  return new LlmBenchError('host-crashed', message ?? fallback)
}

function forget(): void {
  connection = null
}
