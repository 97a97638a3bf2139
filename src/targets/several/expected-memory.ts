import { readGgufHeader } from '../../models/gguf/gguf-header.ts'
import { findCached } from '../../models/hub-cache/find-cached.ts'
import { hubCacheFolder, readableCaches } from '../../models/hub-cache/place.ts'
import { firstContext, isOnProcessor, predictedDraftLoad, predictedLoad } from '../../models/memory/candidate.ts'
import { type PredictedModel, predictMemory, withDraft } from '../../models/memory/predict-memory.ts'
import { cpuFeatures } from '../../models/memory/repacked-bytes.ts'
import { parseModelSpec } from '../../models/spec.ts'
import { syntheticMemory } from '../../models/synthetic/synthetic-memory.ts'
import type { WantedModel } from '../../models/wanted-model.ts'

/**
 * Bytes that a model will take beyond its process, as its header, or its shape, lets expect; nothing is written or
 * fetched for it. Null where that cannot be told: it is not on this machine yet, is no model, or runs on a GPU.
 */
export async function expectedMemory(wanted: WantedModel): Promise<number | null> {
  const { options } = wanted
  if (!isOnProcessor(options)) return null
  try {
    const model = await asItsFileSays(wanted)
    if (model === null) return null
    const [features, contexts] = [cpuFeatures(null), [firstContext(options)]]
    const predicted = predictMemory(model, predictedLoad(options, features), contexts)
    const { draft } = options
    if (draft === undefined) return predicted?.totalBytes ?? model.weights.tensorBytes
    const drafting = await asItsFileSays({ ...wanted, spec: typeof draft === 'string' ? draft : draft.model })
    if (drafting === null) return null
    const beside = predictMemory(drafting, predictedDraftLoad(options, features), contexts)
    return predicted === null || beside === null
      ? model.weights.tensorBytes + drafting.weights.tensorBytes
      : withDraft(predicted, beside).totalBytes
  } catch {
    // Its load tells better why it is none.
    return null
  }
}

async function asItsFileSays({ spec, registry, root }: WantedModel): Promise<PredictedModel | null> {
  const parsed = parseModelSpec(spec, { registry, root })
  if (parsed.kind === 'synthetic') return syntheticMemory(parsed)
  const path =
    parsed.kind === 'file'
      ? parsed.path
      : (findCached([...new Set([hubCacheFolder(), ...readableCaches()])], parsed)?.path ?? null)
  return path === null ? null : await readGgufHeader(path)
}
