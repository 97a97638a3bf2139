import type { LoadHostOrders } from '../../host/load-host-calls.ts'
import type { LoadHostLease } from '../calls.ts'
import { HostProcess } from '../host-process.ts'
import type { Kind } from './kind.ts'

/** The processes that make load, by place: the n-th of every load is the same process, until it ends. */
export const loadHost: Kind<number, LoadHostLease> = {
  name: 'load',
  ending: 'no load is made',
  keyOf: String,
  async start(_place, { socket, log, signal }) {
    const host = await HostProcess.spawn<LoadHostOrders>({ entry: 'load-host', doing: 'making the load', log }, signal)
    const listen = async (): Promise<void> => await host.ask('listen', socket)
    await listen()
    return { process: host, listen, leaseOf: ({ id }) => ({ id, socket }) }
  },
}
