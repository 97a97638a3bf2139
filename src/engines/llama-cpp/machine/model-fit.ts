import type { Llama } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import { bytesBeside, formatBytes, formatCount } from '../../../figures.ts'
import { firstContext, predictedDraftLoad, predictedLoad } from '../../../models/memory/candidate.ts'
import { memoryBudget } from '../../../models/memory/memory-budget.ts'
import { assertModelFits } from '../../../models/memory/memory-fit.ts'
import type { PredictedModel } from '../../../models/memory/predict-memory.ts'
import { cpuFeatures } from '../../../models/memory/repacked-bytes.ts'
import { videoMemory } from '../../../models/memory/video-memory.ts'
import { layersThatFit } from '../../../models/memory/what-fits.ts'
import type { ModelOptions } from '../../../models/model-options.ts'

/** A model's file, as far as it is told whether it fits. */
export interface FittedModel extends PredictedModel {
  readonly path: string
  readonly parameters: number | null
}

/**
 * Refuses a model that cannot fit, before its weights are read: into memory on the processor, with one that drafts for
 * it; into the memory of the GPU with the layers that were asked for there.
 * @throws LlmBenchError `model-too-large`
 */
export async function assertLoadFits(
  llama: Pick<Llama, 'gpu' | 'systemInfo' | 'getVramState'>,
  file: FittedModel,
  options: ModelOptions,
  draftFile: FittedModel | null = null,
): Promise<void> {
  if (llama.gpu !== false) {
    assertVideoFits(file, options, await llama.getVramState())
    return
  }
  const features = cpuFeatures(llama.systemInfo)
  const candidate = {
    model: file,
    load: predictedLoad(options, features),
    context: firstContext(options),
    ...(draftFile === null
      ? {}
      : { draft: { name: draftFile.path, model: draftFile, load: predictedDraftLoad(options, features) } }),
    others: () => [],
    parameters: file.parameters,
  }
  assertModelFits(file.path, candidate, memoryBudget(options.memoryBudget))
}

/** Memory of the GPUs, as their driver says. */
type VideoState = Awaited<ReturnType<Llama['getVramState']>>

function assertVideoFits(file: FittedModel, options: ModelOptions, state: VideoState): void {
  const all = file.weights.layerBytes.length + 1
  const layers = options.gpuLayers === 'max' ? all : Math.min(all, options.gpuLayers)
  // A GPU that shares the machine's memory has no more than the budget of the machine.
  const isShared = state.unifiedSize > 0 && state.unifiedSize >= state.total
  const free = isShared ? Math.min(state.free, memoryBudget(options.memoryBudget).bytes) : state.free
  const needed = (count: number): number => videoMemory(file, options, firstContext(options), count)
  const neededBytes = needed(layers)
  if (state.total === 0 || neededBytes <= free) return
  const fitting = layersThatFit((count) => needed(count) <= free, layers)
  throw new LlmBenchError(
    'model-too-large',
    `model "${file.path}" needs about ${formatBytes(neededBytes)} of GPU memory for ${formatCount(layers)} of ` +
      `${formatCount(all)} layers and its context, ${bytesBeside(free, neededBytes)} of ${formatBytes(state.total)} ` +
      `are free; ${fitting === null ? 'take backend "cpu" or a smaller model' : `what fits: ${fitting}`}, ` +
      'a smaller quantization or contextSize, or end other programs that use the GPU',
  )
}
