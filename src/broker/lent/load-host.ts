import type { LoadHostOrders } from '../../host/load-host-calls.ts'
import type { LoadHostLease } from '../calls.ts'
import { HostProcess } from '../host-process.ts'
import type { Kind } from './kind.ts'

/** A place in a rack of load hosts. */
export interface LoadHostPlace {
  readonly rack: number
  readonly place: number
}

/** The processes that make load, by place: the n-th of every load of a rack is the same process, until it ends. */
export const loadHost: Kind<LoadHostPlace, LoadHostLease> = {
  name: 'load',
  ending: 'no load is made',
  keyOf: ({ rack, place }) => `${rack} ${place}`,
  async start(_place, { socket, log, signal }) {
    const host = await HostProcess.spawn<LoadHostOrders>({ entry: 'load-host', doing: 'making the load', log }, signal)
    const listen = async (): Promise<void> => await host.ask('listen', socket)
    await listen()
    return { process: host, listen, leaseOf: ({ id }) => ({ id, socket }) }
  },
}
