import { brokerChannel, doubtProcess, killProcess, obituaryOf } from '../../broker/client.ts'
import type { LoadHostLease, LoadHostsWanted } from '../../broker/calls.ts'
import type { Channel } from '../../channel/channel.ts'
import { connectRestored } from '../../channel/connect.ts'
import type { LoadBlockRequest, LoadHostCalls } from '../../host/load-host-calls.ts'
import type { HostHandle } from './run-in-host.ts'

/** A load host and this worker's connection to it. */
export interface ConnectedLoadHost extends HostHandle<LoadBlockRequest> {
  readonly channel: Channel<LoadHostCalls>
  readonly lease: LoadHostLease
}

const connected = new Map<string, Promise<ConnectedLoadHost>>()

/**
 * This worker's connections to the first load hosts of a rack.
 * @param broker socket or named pipe of the broker that lends them
 * @throws LlmBenchError `engine-failed` or `host-crashed` when one cannot be started
 */
export async function loadHosts(broker: string, wanted: LoadHostsWanted): Promise<ConnectedLoadHost[]> {
  const channel = await brokerChannel(broker)
  const leases = await channel.request('load-hosts', wanted)
  const restore = async (): Promise<unknown> => await channel.request('load-hosts', wanted)
  return await Promise.all(leases.map(async (lease) => await connectTo(broker, lease, restore)))
}

async function connectTo(
  broker: string,
  lease: LoadHostLease,
  restore: () => Promise<unknown>,
): Promise<ConnectedLoadHost> {
  const { socket } = lease
  const known = connected.get(socket) ?? open(broker, lease, restore)
  connected.set(socket, known)
  try {
    return await known
  } catch (error) {
    connected.delete(socket)
    throw error
  }
}

async function open(broker: string, lease: LoadHostLease, restore: () => Promise<unknown>): Promise<ConnectedLoadHost> {
  const channel = await connectRestored<LoadHostCalls>(lease.socket, restore)
  void channel.closed.then(() => connected.delete(lease.socket))
  return {
    lease,
    channel,
    doubt: () => doubtProcess(broker, lease.id),
    kill: async () => await killProcess(broker, lease.id),
    obituary: async () => await obituaryOf(broker, lease.id, 'the process making the load is gone'),
  }
}
