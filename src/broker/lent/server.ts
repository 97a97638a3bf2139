import { resolve } from 'node:path'
import { ServerProcess } from '../../servers/life/server-process.ts'
import type { ServerSpec } from '../../servers/server-spec.ts'
import type { ServerLease } from '../calls.ts'
import { fileStamp } from './file-stamp.ts'
import type { Kind } from './kind.ts'

/** Running servers: one for each spec. */
export const server: Kind<ServerSpec, ServerLease> = {
  name: 'server',
  ending: 'no server is started',
  keyOf,
  async start(spec, place) {
    const started = await ServerProcess.start(spec, place)
    const { url, startupMs, version } = started
    return { process: started, leaseOf: ({ id, startedNow }) => ({ id, url, startupMs, startedNow, version }) }
  },
}

/** Key by which equal specs share a server, but not one whose files were written anew since. */
function keyOf({ key, files, cwd }: ServerSpec): string {
  return JSON.stringify([key, files.map((file) => fileStamp(resolve(cwd ?? '.', file)))])
}
