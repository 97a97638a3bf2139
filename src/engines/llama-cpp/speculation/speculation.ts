import type { Llama, LlamaContext, LlamaModel, TokenPredictor } from 'node-llama-cpp'
import type { ModelOptions } from '../../../models/model-options.ts'
import type { ModelFile } from '../describe-model.ts'
import { assertLoadFits } from '../machine/model-fit.ts'
import { assertSameVocabulary } from './assert-drafts.ts'
import { type CountedDrafts, countedDrafts } from './counted-drafts.ts'
import { draftPredictor } from './draft-predictor.ts'

/** Shape of the context that tokens are drafted for. */
export interface DraftedContext {
  readonly sequences: number
  readonly contextSize: number
  readonly threads: number
}

/** Drafts for the sequences of one context. */
export interface ContextDrafts {
  readonly perSequence: readonly CountedDrafts[]
  /** Gives back what they took. */
  end(): Promise<void>
}

/** Makes drafts for contexts of one model. */
export interface Speculation {
  draftsFor(context: DraftedContext): Promise<ContextDrafts>
  unload(): Promise<void>
}

/** The engine's own class that looks tokens up in the prompt. */
export type PromptLookup = new (options: {
  patternLength: { min: number }
  predictionLength: { max: number }
}) => TokenPredictor

/** A model, its file and options, and what may draft for it. */
export interface Speculated {
  readonly llama: Llama
  readonly model: LlamaModel
  readonly file: ModelFile
  readonly draftFile: ModelFile | null
  readonly options: ModelOptions
  readonly lookup: PromptLookup
}

/**
 * Readies drafts, which loads the drafting model; null where the options ask for none.
 * @throws LlmBenchError `model-too-large`, `engine-unsupported` for another vocabulary
 */
export async function loadSpeculation({
  llama,
  model,
  file,
  draftFile,
  options,
  lookup: Lookup,
}: Speculated): Promise<Speculation | null> {
  const { draft, promptLookup = false } = options
  if (promptLookup !== false) {
    const { maxTokens = 1, minPattern = 1 } = promptLookup === true ? {} : promptLookup
    const made = (): CountedDrafts =>
      countedDrafts(new Lookup({ patternLength: { min: minPattern }, predictionLength: { max: maxTokens } }))
    return {
      draftsFor: async ({ sequences }) => ({
        perSequence: Array.from({ length: sequences }, made),
        end: async () => {},
      }),
      unload: async () => {},
    }
  }
  if (draft === undefined || draftFile === null) return null
  // On a GPU its driver says what is free beside the other model; on the processor both were judged together.
  if (llama.gpu !== false) await assertLoadFits(llama, draftFile, options)
  const drafting = await llama.loadModel({
    modelPath: draftFile.path,
    gpuLayers: llama.gpu === false ? 0 : options.gpuLayers,
    useMmap: options.mmap,
  })
  try {
    assertSameVocabulary(model, drafting, [file.vocabularySize, draftFile.vocabularySize])
  } catch (error) {
    // Nobody else would give back its memory.
    await drafting.dispose()
    throw error
  }
  const limits = typeof draft === 'string' ? {} : draft
  return {
    async draftsFor({ sequences, contextSize, threads }) {
      const context = await drafting.createContext({
        sequences,
        contextSize,
        threads: { ideal: threads, min: threads },
        failedCreationRemedy: false,
      })
      return { perSequence: draftsIn(context, sequences, limits), end: async () => await context.dispose() }
    },
    unload: async () => await drafting.dispose(),
  }
}

function draftsIn(
  context: LlamaContext,
  sequences: number,
  limits: Parameters<typeof draftPredictor>[1],
): CountedDrafts[] {
  return Array.from({ length: sequences }, () => countedDrafts(draftPredictor(context.getSequence(), limits)))
}
