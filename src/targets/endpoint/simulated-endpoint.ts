import { tokenPrices } from '../../cost/token-prices.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { simulatedDriver } from '../simulated/simulated-driver.ts'
import { simulatedLoadMs, type Simulation } from '../simulated/simulation.ts'
import type { Driver } from '../target.ts'
import { type EndpointOrigin, foreignEndpoint, type StartedEndpoint } from './endpoint-origin.ts'
import type { ResolvedEndpoint } from './resolve-endpoint.ts'

/** Address of what has none: the name is nobody's (RFC 6761). */
export const simulatedAddress = 'http://simulated.invalid/v1'

/** Requests to an endpoint that is not asked. */
export function simulatedEndpointDriver(
  simulation: Simulation,
  { endpoint, origin }: StartedEndpoint,
  asked: { readonly definition: RequestDefinition; readonly stream: boolean; readonly isFresh: boolean },
): Driver {
  const { url, shownQuery, model, price } = endpoint
  const { program, known, startupMs, local } = origin
  const prices = price === null ? null : tokenPrices(price)
  return simulatedDriver(
    simulation,
    {
      model: model ?? known.model ?? program ?? 'simulated',
      spec: `${url}${shownQuery}`,
      stream: asked.stream,
      isFresh: asked.isFresh,
      target: { configuration: known.configuration ?? null },
      facts: { startupMs, local, price: prices },
    },
    asked.definition,
  )
}

/** A server that was not started. */
export function simulatedServer(
  program: string,
  endpoint: ResolvedEndpoint,
  known: EndpointOrigin['known'],
): StartedEndpoint {
  let isNew = true
  const started: StartedEndpoint = {
    endpoint,
    origin: {
      ...foreignEndpoint,
      kind: 'server',
      program,
      known,
      startupMs: simulatedLoadMs,
      local: true,
      life: {
        current: async () => started,
        relaunch: async () => {
          isNew = true
          return started
        },
        take: () => {
          const wasNew = isNew
          isNew = false
          return wasNew
        },
      },
    },
  }
  return started
}
