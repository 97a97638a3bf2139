import { brokerChannel, killProcess, obituaryOf } from '../../broker/client.ts'
import { connect } from '../../host/connect.ts'
import type { LoadHostLease } from '../../host/protocol.ts'
import type { HostHandle } from './run-in-host.ts'

/** A load host and this worker's connection to it. */
export interface ConnectedLoadHost extends HostHandle {
  readonly lease: LoadHostLease
}

const connected = new Map<string, Promise<ConnectedLoadHost>>()

/**
 * This worker's connections to the first `count` load hosts.
 * @throws LlmBenchError `engine-failed` or `host-crashed` when one cannot be started
 */
export async function loadHosts(count: number): Promise<ConnectedLoadHost[]> {
  const broker = await brokerChannel()
  broker.ref()
  try {
    const leases = await broker.request<LoadHostLease[]>('load-hosts', count)
    return await Promise.all(leases.map(connectTo))
  } finally {
    broker.unref()
  }
}

async function connectTo(lease: LoadHostLease): Promise<ConnectedLoadHost> {
  const { socket } = lease
  const known = connected.get(socket) ?? open(lease)
  connected.set(socket, known)
  try {
    // The journal's folder is of the run that asks.
    return { ...(await known), lease }
  } catch (error) {
    connected.delete(socket)
    throw error
  }
}

async function open(lease: LoadHostLease): Promise<ConnectedLoadHost> {
  const channel = await connect(lease.socket)
  channel.unref()
  void channel.closed.then(() => connected.delete(lease.socket))
  return {
    lease,
    channel,
    kill: async () => await killProcess(lease.id),
    obituary: async () => await obituaryOf(lease.id, 'the process making the load is gone'),
  }
}
