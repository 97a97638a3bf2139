import { targetPlace } from '../../checks/client/target-place.ts'
import { wholeMachine } from '../../owned/line.ts'
import type { RunPlan } from '../../plan/header.ts'
import type { TargetFacts } from '../../targets/target.ts'

/**
 * Resources that a group of runs has for itself. Where the machine as a whole is read, or used beside the requests, it
 * is the machine whatever was asked for.
 */
export function resourcesOf(plan: RunPlan, arms: readonly TargetFacts[], isAnchored: boolean): readonly string[] {
  const { lock = wholeMachine } = plan
  if (lock === wholeMachine || isAnchored || readsMachine(plan)) return [wholeMachine]
  const resources = lock === 'resource' ? arms.flatMap(computedOn) : lock
  return resources.includes(wholeMachine) ? [wholeMachine] : [...new Set(resources)].toSorted()
}

/** A meter and a bandwidth of the machine have the work of all in them, and loads share its disk. */
function readsMachine({ energy, roofline, pageCache }: RunPlan): boolean {
  const isMetered = energy.kind === 'meter' || energy.kind === 'custom'
  return isMetered || pageCache !== undefined || (roofline.kind === 'on' && roofline.cpuGBs === 'measure')
}

/** Resources that a target computes on; the machine where that is here and cannot be told. */
function computedOn(facts: TargetFacts): readonly string[] {
  const { kind, spec, backend, device, gpuLayers, totalLayers } = facts.target
  if (kind === 'simulated') return []
  if (kind === 'endpoint' && URL.canParse(spec) && targetPlace({ facts }) === 'elsewhere')
    return [`endpoint:${new URL(spec).origin}`]
  if (kind !== 'model') return [wholeMachine]
  if (backend === 'cpu') return ['cpu']
  if (backend === null || device === null) return [wholeMachine]
  const isWholeOnGpu = gpuLayers !== null && totalLayers !== null && gpuLayers >= totalLayers
  return isWholeOnGpu ? [`gpu:${device}`] : ['cpu', `gpu:${device}`]
}
