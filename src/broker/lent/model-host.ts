import { resolve } from 'node:path'
import type { ModelHostOrders, Unloaded } from '../../host/model-host-calls.ts'
import { entryOf } from '../../models/registry/entry.ts'
import type { WantedModel } from '../../models/wanted-model.ts'
import type { HostLease } from '../calls.ts'
import { HostProcess } from '../host-process.ts'
import { steadyMemory } from '../steady-memory.ts'
import { fileStamp } from './file-stamp.ts'
import type { Kind, LentProcess } from './kind.ts'

/** Hosts of models: one for each model and its options. */
export const modelHost: Kind<WantedModel, HostLease> = {
  name: 'host',
  ending: 'no model is loaded',
  keyOf,
  async start(request, { socket, log, signal, onProgress }) {
    const doing = `running model "${request.spec}"`
    const host = await HostProcess.spawn<ModelHostOrders>(
      { entry: 'model-host', doing, log, ...steadyMemory() },
      signal,
    )
    const listen = async (): Promise<void> => await host.ask('listen', socket)
    const { model, readyAt, resolvedMs } = await host.ask('load', request, onProgress)
    await listen()
    // Writing or downloading the model is no start-up.
    const startupMs = readyAt - host.spawnedAt - resolvedMs
    return {
      process: lentHost(host),
      listen,
      leaseOf: ({ id, startedNow }) => ({
        id,
        socket,
        startupMs,
        loadedNow: startedNow,
        model,
      }),
    }
  },
}

/** Longest time that a model may take to be freed, in milliseconds: its process is ended then as it is. */
const unloadLimitMs = 30_000

function lentHost(host: HostProcess<ModelHostOrders>): LentProcess {
  return Object.assign(host, {
    unload: async (): Promise<Unloaded | null> => {
      const done = host.ask('unload', null).catch(() => null)
      const { promise: late, resolve: giveUp } = Promise.withResolvers<null>()
      const limit = setTimeout(() => giveUp(null), unloadLimitMs)
      const unloaded = await Promise.race([done, late])
      clearTimeout(limit)
      return unloaded
    },
  })
}

/**
 * Key by which one host serves all requests for the same model: by a registry's name and by the spec
 * behind it, but not for a file that was written anew.
 */
function keyOf({ spec, options, registry, root, cacheDirectory, copy = 0 }: WantedModel): string {
  const entry = entryOf(spec, registry)
  const meant = entry?.spec ?? spec
  const stamp = fileStamp(resolve(root, meant))
  return JSON.stringify([meant, entry?.sha256 ?? null, options, root, cacheDirectory, stamp, copy])
}
