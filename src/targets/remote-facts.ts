import { type TargetRecord, unknownTarget } from '../record/target.ts'
import type { TargetFacts } from './target.ts'

type Named = Pick<TargetRecord, 'kind' | 'model' | 'spec' | 'source'>

/** Facts of a target that is not loaded here: most are not known unless somebody tells them. */
export function remoteFacts(
  target: Named & Partial<TargetRecord>,
  others: Partial<Omit<TargetFacts, 'target' | 'loadHosts'>> = {},
): Omit<TargetFacts, 'loadHosts'> {
  return {
    target: {
      ...unknownTarget,
      ...target,
    },
    provenance: 'measured',
    startupMs: null,
    loadTimeMs: null,
    loadState: null,
    modelLoaded: null,
    memory: {
      fileBytes: null,
      weightsBytes: null,
      contextBytes: null,
      vramBytes: null,
      predicted: null,
      residentBeforeBytes: null,
    },
    calibration: [],
    reads: null,
    unusedInstructions: null,
    price: null,
    local: false,
    asked: null,
    ...others,
  }
}
