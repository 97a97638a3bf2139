import { modelPurpose } from '../../../src/engines/llama-cpp/model-purpose.ts'
import { open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as llamaCpp from 'node-llama-cpp'
import type { ModelFile } from '../../../src/engines/llama-cpp/describe-model.ts'
import { LlamaCppEngine, type LoadedLog } from '../../../src/engines/llama-cpp/engine.ts'
import type { ModelOptions } from '../../../src/models/model-options.ts'
import { SYNTHETIC_KEY } from '../../../src/models/gguf/gguf-format.ts'
import { readGgufHeader } from '../../../src/models/gguf/gguf-header.ts'
import { type GgufValue, layoutGguf, writeGguf } from '../../../src/models/gguf/gguf-writer.ts'
import { syntheticFolder } from '../../../src/models/cache.ts'
import { randomWeights } from '../../../src/models/synthetic/random-weights.ts'
import { ensureSynthetic } from '../../../src/models/synthetic/synthetic.ts'
import { planSynthetic, type SyntheticModel } from '../../../src/models/synthetic/synthetic-plan.ts'
import { modelCache } from '../../support/project.ts'

/** How the tests load a model: one thread on the CPU. */
export const plainOptions: ModelOptions = {
  backend: 'cpu',
  threads: 1,
  gpuLayers: 0,
  contextSize: 'auto',
  batchSize: 'auto',
  flashAttention: 'auto',
  kvCache: 'auto',
  mmap: 'auto',
  memoryBudget: 'auto',
}

/** The real engine of this test file, and what it logged. */
export interface StartedLlama extends AsyncDisposable {
  readonly llama: llamaCpp.Llama
  readonly log: LoadedLog
}

export async function startLlama(): Promise<StartedLlama> {
  let captured: string[] = []
  const llama = await llamaCpp.getLlama({
    gpu: false,
    build: 'never',
    maxThreads: 1,
    logLevel: llamaCpp.LlamaLogLevel.info,
    logger: (_level, text) => void captured.push(text),
  })
  return {
    llama,
    log: {
      tensorUnits: null,
      startCapture: () => {
        captured = []
      },
      stopCapture: () => captured.join('\n'),
    },
    [Symbol.asyncDispose]: async () => await llama.dispose(),
  }
}

/** Loads a file as the model's process does. */
export async function loadEngine(
  { llama, log }: Pick<StartedLlama, 'llama' | 'log'>,
  file: ModelFile,
  changed: Partial<ModelOptions> = {},
  progress: (text: string, share?: number) => void = () => {},
): Promise<LlamaCppEngine> {
  return await LlamaCppEngine.load(llamaCpp, llama, file, { ...plainOptions, ...changed }, log, progress)
}

const micro: SyntheticModel = { shape: 'micro', quantization: 'Q4_0', seed: 0 }

/** The tiny synthetic model from the suite's cache. */
export async function microFile(shape: SyntheticModel['shape'] = 'micro'): Promise<ModelFile> {
  const { path } = await ensureSynthetic({ ...micro, shape }, { folder: syntheticFolder(modelCache), maxBytes: 1e9 })
  return await fileAt(path)
}

/** A model file as its header describes it. */
export async function fileAt(path: string): Promise<ModelFile> {
  const header = await readGgufHeader(path)
  const purpose = modelPurpose(path, header)
  return { ...header, path, purpose, source: header.synthetic ? 'synthetic' : 'file', name: basename(path, '.gguf') }
}

/** Metadata by which the tiny model is taken for a trained one, whose own tokenizer counts. */
export const taken: Readonly<Record<string, GgufValue>> = { [SYNTHETIC_KEY]: { type: 'bool', value: false } }

/** Writes the tiny model with the same weights and other or further metadata into a folder. */
export async function changedMicro(folder: string, changed: Readonly<Record<string, GgufValue>>): Promise<ModelFile> {
  const { metadata, tensors } = planSynthetic(micro)
  const own = new Set(metadata.map(([key]) => key))
  const layout = layoutGguf(
    [
      ...metadata.map(([key, value]) => [key, changed[key] ?? value] as const),
      ...Object.entries(changed).filter(([key]) => !own.has(key)),
    ],
    tensors,
  )
  const path = join(folder, 'changed.gguf')
  await using file = await open(path, 'w')
  await writeGguf(file, layout, tensors, randomWeights(tensors, micro.seed))
  return await fileAt(path)
}
