import { LlmBenchError } from '../../errors.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import type { EndpointRequestOptions } from '../../workload/endpoint-request.ts'
import type { LoadPlan } from '../../workload/load.ts'
import { describeLoad } from '../../workload/load.ts'
import { makeWorkload, type Workload, workloadOf } from '../workload.ts'
import { loadModel, unloadModel } from './model-load.ts'
import type { RouterAccess } from './router-access.ts'
import { switchingDriver } from './switching-driver.ts'

/** Options of a request that is to find its model not loaded. */
export interface SwitchToOptions extends EndpointRequestOptions {
  /** Models that are loaded before each request: with little room they are what has to go. Default: none. */
  from?: string | readonly string[]
}

/** A workload whose every measured request finds its model not loaded. */
export function switchWorkload(
  workload: Workload,
  { name, away }: { readonly name: string; readonly away: () => Promise<void> },
): Workload {
  const definition = workloadOf(workload)
  if (definition === null) return workload
  const { target } = definition
  return makeWorkload({
    ...definition,
    target: {
      ...target,
      open: async (request, load, tell, signal, rack) => {
        refuseSeveral(load, name)
        return switchingDriver(await target.open(request, load, tell, signal, rack), away)
      },
    },
  })
}

/** @throws LlmBenchError `invalid-option` for a load of several clients: one model cannot come and go for each */
export function refuseSeveral(load: LoadPlan, name: string): void {
  if (load.kind === 'closed' && load.concurrency === 1) return
  throw notAllowed(`${name}(…) with a load`, describeLoad(load), 'one client: the option load is left out')
}

/**
 * Has a model go, and loads others in its place.
 * @throws LlmBenchError where the server cannot, or does not tell what it has loaded
 */
export async function sendAway(access: RouterAccess, name: string, others: readonly string[]): Promise<void> {
  const { client } = access
  const { software } = await client.look()
  if (software.unload !== null) await unloadModel(access, name)
  for (const other of others) await loadModel(access, other)
  const { models } = await client.look()
  const state = models.find((model) => model.name === name || model.name === `${name}:latest`)?.state
  if (state === 'unloaded') return
  throw new LlmBenchError(
    'endpoint-refused',
    `${software.name} at ${client.origin} ` +
      (state === 'unknown' || state === undefined
        ? `does not say whether "${name}" is loaded, so that no switch to it can be measured`
        : `has "${name}" loaded still after ${others.length === 0 ? 'nothing' : others.join(', ')} was loaded: give ` +
          'it as many models with from as it holds at once') +
      (software.wayOut === '' ? '' : `: ${software.wayOut}`),
  )
}
