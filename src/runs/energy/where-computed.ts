import type { Computes } from '../../machine/meters/energy/choose-meter.ts'
import type { TargetFacts } from '../../targets/target.ts'

/** Where the arms of a group are computed, all of them together. */
export function whereComputed(arms: readonly Pick<TargetFacts, 'target'>[]): Computes {
  const places = new Set(arms.map(({ target }) => placeOf(target)))
  const [place] = places
  if (places.size === 1 && place !== undefined) return place
  return places.has('cpu') || places.has('both') ? 'both' : 'unknown'
}

function placeOf({ backend, gpuLayers, totalLayers }: TargetFacts['target']): Computes {
  if (backend === null) return 'unknown'
  if (backend === 'cpu') return 'cpu'
  return gpuLayers !== null && totalLayers !== null && gpuLayers < totalLayers ? 'both' : 'gpu'
}

/**
 * Whether an arm is computed on this machine: a model or a server of ours is. Of an address nobody knows, unless the
 * bench itself asks for its energy.
 */
export function isHere({ local, target }: Pick<TargetFacts, 'local' | 'target'>, asked: boolean): boolean {
  // What is replayed is computed nowhere. A journal of an older release does not say.
  if (target.kind === 'simulated' || (target.recording ?? null) !== null) return false
  return local || target.kind === 'server' || asked
}
