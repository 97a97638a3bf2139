import { now, passTo } from '../../clock.ts'
import type { SwitchRecord } from '../../record/several/switch.ts'
import { type RoutedModel, unknownModel } from '../../servers/routers/routed-model.ts'
import { makeEndpoint } from '../endpoint/endpoint.ts'
import { simulatedLoadMs } from '../simulated/simulation.ts'
import type { Driver } from '../target.ts'
import type { TargetContext } from '../target-context.ts'
import { makeWorkload, type Workload, workloadOf } from '../workload.ts'
import type { RoutedEndpoint, Router, RouterSource } from './router.ts'
import { refuseSeveral } from './switch-workload.ts'

/** A router that asks no server: it has every model that it is asked for, and loads each in a programmed time. */
export function simulatedRouter<Name extends string>(
  { started, prices }: Pick<RouterSource, 'started' | 'prices'>,
  names: readonly string[],
  context: TargetContext,
): Router<Name> {
  const states = new Map<string, RoutedModel['state']>(names.map((name) => [name, 'unloaded']))
  const list = (): RoutedModel[] => [...states].map(([name, state]) => Object.assign(unknownModel(name), { state }))
  return {
    url: started.endpoint.url,
    software: async () => 'simulated',
    models: async () => list(),
    loaded: async () => list().flatMap(({ name, state }) => (state === 'loaded' ? [name] : [])),
    model: (name) => {
      if (!states.has(name)) states.set(name, 'unloaded')
      const price = (Object.hasOwn(prices, name) ? prices[name] : null) ?? started.endpoint.price
      const endpoint = { ...started.endpoint, model: name, price }
      return routed(name, makeEndpoint(endpoint, started.origin, context), states)
    },
  }
}

function routed(
  model: string,
  handle: ReturnType<typeof makeEndpoint>,
  states: Map<string, RoutedModel['state']>,
): RoutedEndpoint {
  return {
    ...handle,
    model,
    load: async () => {
      const ms = states.get(model) === 'loaded' ? null : simulatedLoadMs
      states.set(model, 'loaded')
      if (ms !== null) passTo(now() + ms)
      const loaded = ms === null ? 'earlier' : 'now'
      return { model, loaded, ms, evictMs: null, loadMs: ms, serverMs: null, evicted: [], by: 'call' }
    },
    unload: async () => {
      const unloaded = states.get(model) === 'loaded'
      states.set(model, 'unloaded')
      return { model, unloaded, ms: unloaded ? 0 : null }
    },
    state: async () => states.get(model) ?? 'unknown',
    switchTo: (messages, { from: _from, ...options } = {}) => switching(model, handle.chat(messages, options)),
  }
}

function switching(model: string, workload: Workload): Workload {
  const definition = workloadOf(workload)
  if (definition === null) return workload
  const { target } = definition
  const open: typeof target.open = async (request, load, ...others) => {
    refuseSeveral(load, `router.model("${model}").switchTo`)
    return withSwitches(await target.open(request, load, ...others), model)
  }
  return makeWorkload({ ...definition, target: { ...target, open } })
}

function withSwitches(driver: Driver, model: string): Driver {
  return {
    ...driver,
    run: async (block, onSamples, signal) => {
      const switches: SwitchRecord[] = []
      const end = await driver.run(
        block,
        (samples) => {
          for (const sample of samples) {
            const firstTokenMs = ((sample.state === 'completed' ? sample.first : null) ?? sample.end) - sample.sent
            const times = { evictMs: 0, loadMs: simulatedLoadMs, firstTokenMs, serverMs: null }
            switches.push({ model, evicted: [], ...times, totalMs: simulatedLoadMs + firstTokenMs, error: null })
          }
          onSamples(samples)
        },
        signal,
      )
      return block.phase === 'measured' ? { ...end, switches, waitedForLoad: switches.length } : end
    },
  }
}
