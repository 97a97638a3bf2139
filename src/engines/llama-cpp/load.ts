import { basename } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { now } from '../../clock.ts'
import type { ModelOptions } from '../../models/model-options.ts'
import { resolveModel, type ResolvedModel, type ResolveOptions } from '../../models/resolve.ts'
import type { WantedModel } from '../../models/wanted-model.ts'
import type { Engine, TellProgress } from '../engine.ts'
import { EncoderEngine } from './items/encoder-engine.ts'
import { modelPurpose } from './model-purpose.ts'
import { assertSupported } from './assert-supported.ts'
import { assertLoadFits } from './machine/model-fit.ts'
import { LoadLog } from './load-log.ts'
import { errorCode } from '../../models/error-code.ts'
import { plainText } from '../../plain-text.ts'
import { assertDrafts } from './speculation/assert-drafts.ts'
import type { ModelFile } from './describe-model.ts'
import { type EngineLog, LlamaCppEngine, type NodeLlamaCpp } from './engine.ts'

/** Log and listeners that are told while a model is loaded. */
export interface LoadingEars {
  readonly log: EngineLog & { line(level: string, message: string): void }
  readonly progress: TellProgress
  /** Called when the backend is up; with the time that writing or downloading the model took. */
  readonly onBackendReady: (resolvedMs: number) => void
}

/**
 * Starts llama.cpp and loads a model into it; its file is written or downloaded first where it has to be.
 * @throws LlmBenchError one line for each cause: `engine-missing`, `engine-failed`, those of the model
 */
export async function loadLlamaCpp(
  model: WantedModel,
  { log, progress, onBackendReady }: LoadingEars,
): Promise<Engine> {
  assertSupported(model.options)
  const llamaCpp = await importEngine()
  const asked = now()
  const places: ResolveOptions = {
    registry: model.registry,
    root: model.root,
    cacheDirectory: model.cacheDirectory,
    downloads: model.downloads,
    onProgress: ({ text, doneBytes, totalBytes }) =>
      totalBytes === null ? progress(text) : progress(text, doneBytes / totalBytes),
  }
  const file = modelFile(await resolveModel(model.spec, { ...places, load: model.options }))
  const { draft } = model.options
  const draftSpec = typeof draft === 'string' ? draft : draft?.model
  const draftFile =
    draftSpec === undefined ? null : modelFile(await resolveModel(draftSpec, { ...places, load: model.options }))
  assertDrafts(model.options, draftFile === null ? [file] : [file, draftFile])
  const resolvedMs = now() - asked
  progress('starting the engine')
  const heard = new LoadLog(log)
  const llama = await startEngine(llamaCpp, model.options, heard)
  onBackendReady(resolvedMs)
  await assertLoadFits(llama, file, model.options, draftFile)
  try {
    return file.purpose === 'text'
      ? await LlamaCppEngine.load(llamaCpp, llama, file, model.options, heard, progress, draftFile)
      : await EncoderEngine.load(llama, file, model.options, heard, progress)
  } catch (error) {
    throw await heard.explained(error, file.path, llama.llamaCppRelease.release)
  }
}

/**
 * node-llama-cpp, imported.
 * @throws LlmBenchError `engine-missing` where it is not installed, `engine-failed` where it cannot be imported
 */
export async function importEngine(): Promise<NodeLlamaCpp> {
  // It refuses to be imported where CI names a service, as some do, and is no boolean.
  if (!/^(?:true|false|TRUE|FALSE|[01])?$/.test(process.env['CI'] ?? '')) process.env['CI'] = 'true'
  try {
    return await import('node-llama-cpp')
  } catch (error) {
    if (!isMissing(error))
      throw new LlmBenchError(
        'engine-failed',
        `node-llama-cpp is there and cannot be imported: ${plainText(said(error))}`,
        {
          cause: error,
        },
      )
    throw new LlmBenchError(
      'engine-missing',
      'local models need the package node-llama-cpp, which could not be imported: ' +
        'npm install --save-dev node-llama-cpp',
      { cause: error },
    )
  }
}

/** Whether it is the package itself that was not found, not something it needs or refuses. */
function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ERR_MODULE_NOT_FOUND' && said(error).includes("'node-llama-cpp'")
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function startEngine(
  { getLlama, LlamaLogLevel }: NodeLlamaCpp,
  { backend, threads }: ModelOptions,
  log: LoadLog,
): Promise<Awaited<ReturnType<NodeLlamaCpp['getLlama']>>> {
  try {
    return await getLlama({
      gpu: backend === 'cpu' ? false : backend,
      build: 'never',
      progressLogs: false,
      // The engine prints its own timings at this level.
      logLevel: LlamaLogLevel.info,
      logger: (level, text) => log.line(level, text),
      ...(threads === 'auto' ? {} : { maxThreads: threads }),
    })
  } catch (error) {
    throw new LlmBenchError(
      'engine-unsupported',
      `backend "${backend}" is not available here: ${plainText(said(error))}: use backend "auto" or "cpu"`,
      { cause: error },
    )
  }
}

function modelFile({ source, path, header }: ResolvedModel): ModelFile {
  const purpose = modelPurpose(path, header)
  return {
    path,
    files: header.files,
    source,
    name: source === 'synthetic' ? (header.name ?? basename(path)) : basename(path, '.gguf'),
    parameters: header.parameters,
    quantization: header.quantization,
    purpose,
    synthetic: header.synthetic,
    reads: header.reads,
    weights: header.weights,
    vocabularySize: header.vocabularySize,
    fileBytes: header.fileBytes,
    chatTemplate: header.chatTemplate,
    toolTemplate: header.toolTemplate,
  }
}
