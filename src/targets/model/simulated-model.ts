import { registeredPrice } from '../../cost/registered-price.ts'
import { tokenPrices } from '../../cost/token-prices.ts'
import { speedOptions } from '../../models/speed-options.ts'
import { registryRecord } from '../../models/registry/registry-record.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { simulatedDriver } from '../simulated/simulated-driver.ts'
import type { Simulation } from '../simulated/simulation.ts'
import type { Driver } from '../target.ts'
import type { ModelLender } from './model-lender.ts'

/** Requests to a local model that is not loaded: its options are in the record as they were asked for. */
export async function simulatedModelDriver(
  lender: ModelLender,
  simulation: Simulation,
  request: RequestDefinition,
): Promise<Driver> {
  const { spec, options, registry } = lender
  const { lease } = await lender.host()
  const loadedNow = lender.takeLoadedNow()
  const price = registeredPrice(spec, registry)
  return simulatedDriver(
    simulation,
    {
      model: spec,
      spec,
      isFresh: loadedNow,
      target: { configuration: speedOptions(options), registry: registryRecord(spec, registry) },
      facts: {
        local: true,
        startupMs: lease.startupMs,
        loadTimeMs: lease.model.loadTimeMs,
        loadState: { loaded: loadedNow ? 'now' : 'earlier', pageCache: 'unknown' },
        price: price === null ? null : tokenPrices(price),
      },
    },
    request,
  )
}
