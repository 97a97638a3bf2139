import { statSync } from 'node:fs'
import type { Llama, LlamaModel } from 'node-llama-cpp'
import type { WeightsMemory } from '../../models/memory/weights-memory.ts'
import type { ModelReads } from '../../models/reads/model-reads.ts'
import type { Backend, ModelPurpose } from '../../record/target.ts'
import type { LoadedModel } from '../engine.ts'
import type { ChatTemplates } from './chat/chat-tokens.ts'
import { filesDigest } from './file-digest.ts'
import { unusedInstructions } from './machine/unused-instructions.ts'

/** A model file that is on disk. */
export interface ModelFile extends ChatTemplates {
  readonly path: string
  /** All files it is in; one, or the parts of a split model. */
  readonly files: readonly string[]
  readonly source: LoadedModel['source']
  readonly name: string
  readonly parameters: number | null
  readonly quantization: string | null
  /** Purpose that it is made for. */
  readonly purpose: ModelPurpose
  readonly synthetic: boolean
  /** Weights that its tokens read; null where its header does not tell. */
  readonly reads: ModelReads | null
  /** Sizes by which the memory that it takes is told. */
  readonly weights: WeightsMemory
  /** Tokens in its vocabulary; 0 where its header does not tell. */
  readonly vocabularySize: number
  /** Size of its files, in bytes. */
  readonly fileBytes: number
}

/** Facts of a model that its file and its load tell. */
export function describe(
  llama: Llama,
  model: LlamaModel,
  file: ModelFile,
): Omit<
  LoadedModel,
  'device' | 'tensorUnits' | 'threads' | 'calibration' | 'loadTimeMs' | 'residentBeforeBytes' | 'pageCache'
> {
  return {
    name: file.name,
    source: file.source,
    path: file.path,
    backend: backendOf(llama),
    gpuLayers: llama.gpu === false ? 0 : model.gpuLayers,
    totalLayers: model.fileInsights.totalLayers,
    parameters: file.parameters,
    reads: file.reads,
    unusedInstructions: unusedInstructions(llama.systemInfo),
    quantization: file.quantization,
    purpose: file.purpose,
    modelHash: filesDigest(file.files),
    trainContextSize: model.trainContextSize,
    engine: `llama.cpp ${llama.llamaCppRelease.release}`,
    fileBytes: file.fileBytes,
    weightsBytes: model.memoryUsage.ram + model.memoryUsage.vram,
    vramBytes: model.memoryUsage.vram,
  }
}

function backendOf(llama: Llama): Backend {
  return llama.gpu === false ? 'cpu' : llama.gpu
}

/** Name of the GPU, or the processor. */
export async function deviceName(llama: Llama): Promise<string> {
  if (llama.gpu !== false) return (await llama.getGpuDeviceNames()).join(', ') || llama.gpu
  const { cpus } = await import('node:os')
  return cpus()[0]?.model.trim() ?? 'unknown processor'
}

/** Size of files together, in bytes. */
export function sizeOf(files: readonly string[]): number {
  return files.reduce((total, path) => total + statSync(path).size, 0)
}
