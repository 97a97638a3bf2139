import { engineLook } from '../../host/engine-look.ts'
import { collectEnvironment } from '../../machine/facts/environment.ts'
import { machineFacts } from '../../machine/facts/machine-facts.ts'
import { readBandwidth } from '../../machine/meters/read-bandwidth.ts'
import type { MeterName } from '../../machine/meters/energy/energy-wish.ts'
import type { Backend } from '../../record/target.ts'
import type { ResolvedEndpoint } from '../../targets/endpoint/resolve-endpoint.ts'
import type { Diagnosis, Examination } from './examination.ts'
import { foundCache } from './found-cache.ts'
import { foundEndpoint } from './found-endpoint.ts'
import { foundEnergy } from './found-energy.ts'
import { foundMeters } from './found-meters.ts'
import { foundNoise } from './found-noise.ts'
import { foundPrices } from './found-prices.ts'
import { problemsOf } from './problems.ts'

/** A call of `llm-bench doctor`. */
export interface DoctorCall {
  /** Folder of the project. */
  readonly root: string
  readonly cache: string | undefined
  /** Backend that has to work; null for none. */
  readonly backend: Backend | null
  /** Meter of energy that has to work; null for none. */
  readonly meter: 'auto' | MeterName | null
  /** Endpoint that has to answer; null for none. */
  readonly endpoint: ResolvedEndpoint | null
  /** Threads that the bandwidth of memory is measured with; null where it is not. */
  readonly bandwidthThreads: number | null
}

/**
 * Looks at everything that measuring needs.
 * @throws LlmBenchError `invalid-option` for a cache folder that cannot be meant
 */
export async function diagnose(call: DoctorCall): Promise<Diagnosis> {
  const { root, cache, backend, meter, endpoint, bandwidthThreads } = call
  const environment = collectEnvironment(root)
  // The engine starts after the probes: it keeps every core busy.
  const machine = await machineFacts()
  // The same nvidia-smi twice at once is slow to answer.
  const energy = await foundEnergy()
  const examination: Examination = {
    machine,
    versions: environment.versions,
    cores: environment.cpu,
    engine: await engineLook(),
    meters: foundMeters(machine),
    energy,
    endpoint: endpoint === null ? null : await foundEndpoint(endpoint),
    cache: await foundCache(cache, root),
    prices: foundPrices(),
    noise: foundNoise(root, environment),
    bandwidth: bandwidthThreads === null ? null : await readBandwidth(bandwidthThreads),
    asked: { backend, meter },
  }
  return { ...examination, problems: problemsOf(examination) }
}
