import { invalidLoad } from './invalid-load.ts'
import type { Spacing } from './plan.ts'

/** How `rate` and `ramp` space their arrivals. */
export interface SpacingOptions {
  /** `poisson` (the default): independent clients; `constant`: equal gaps; `gamma`: see `burstiness`. */
  arrivals?: 'poisson' | 'constant' | 'gamma'
  /**
   * Shape of the gamma distribution of the gaps, as vLLM defines it: 1 is Poisson, below 1 burstier,
   * above 1 more even; the gaps have CV² = 1 / burstiness. Only with `arrivals: 'gamma'`.
   */
  burstiness?: number
}

const leastBurstiness = 0.01

/** @throws LlmBenchError `invalid-option` naming the option and the value */
export function spacingOf(
  call: string,
  arrivals: SpacingOptions['arrivals'] = 'poisson',
  burstiness: number | undefined,
): Spacing {
  if (arrivals === 'gamma') {
    if (burstiness !== undefined && burstiness >= leastBurstiness && Number.isFinite(burstiness)) {
      return { kind: 'gamma', burstiness }
    }
    throw invalidLoad(
      `${call}: option burstiness is ${burstiness}: give ${leastBurstiness} or more with arrivals 'gamma', for example 0.5 (1 is Poisson, below 1 burstier)`,
    )
  }
  if (arrivals !== 'poisson' && arrivals !== 'constant') {
    throw invalidLoad(`${call}: option arrivals is ${JSON.stringify(arrivals)}: give 'poisson', 'constant' or 'gamma'`)
  }
  if (burstiness !== undefined) {
    throw invalidLoad(
      `${call}: option burstiness is ${burstiness} with arrivals '${arrivals}': add arrivals: 'gamma', or leave it out`,
    )
  }
  return { kind: arrivals }
}
