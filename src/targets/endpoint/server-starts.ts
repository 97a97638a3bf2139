import type { ServerLease } from '../../broker/calls.ts'
import { brokerChannel, retireProcess } from '../../broker/client.ts'
import type { ServerSpec } from '../../servers/server-spec.ts'
import type { ServerStarts, StartedEndpoint } from './endpoint-origin.ts'

/** Servers that this worker replaced: whoever holds one of them goes on with the one that runs now. */
const replaced = new Set<string>()
/** Servers that have served a run of this worker. */
const taken = new Set<string>()

/** Has the broker lend the server of a spec: the one that runs, or a new one. */
export async function lendServer(broker: string, spec: ServerSpec): Promise<ServerLease> {
  const channel = await brokerChannel(broker)
  return await channel.request('server', spec)
}

/** The ways in which a lent server is started. */
interface Starting {
  /** Asks for the server of the same spec anew. */
  readonly lend: () => Promise<StartedEndpoint>
  /** The server as it was lent. */
  readonly now: () => StartedEndpoint
}

/** The life of a server that was lent. */
export function serverStarts(
  broker: string,
  { id, startedNow }: Pick<ServerLease, 'id' | 'startedNow'>,
  { lend, now }: Starting,
): ServerStarts {
  if (!startedNow) taken.add(id)
  return {
    current: async () => (replaced.has(id) ? await lend() : now()),
    relaunch: async () => {
      replaced.add(id)
      await retireProcess(broker, id)
      return await lend()
    },
    take: () => {
      const isFirst = !taken.has(id)
      taken.add(id)
      return isFirst
    },
  }
}
