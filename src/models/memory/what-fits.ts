import { formatBytes, formatCount } from '../../figures.ts'
import type { Quantization } from '../gguf/quantizations.ts'
import type { MemoryPredictionRecord } from '../../record/target.ts'
import {
  type PredictedContext,
  type PredictedLoad,
  type PredictedModel,
  predictMemory,
  withDraft,
} from './predict-memory.ts'

/** A model that may not fit, and what else there is of it. */
export interface Candidate {
  readonly model: PredictedModel
  readonly load: PredictedLoad
  readonly context: PredictedContext
  /** The same model in other quantizations, largest first; empty where that is not known. */
  readonly others: () => readonly { readonly quantization: Quantization; readonly model: PredictedModel }[]
  /** A model that drafts for it, in a context of the same shape; left out where none does. */
  readonly draft?: { readonly name: string; readonly model: PredictedModel; readonly load: PredictedLoad }
  /** Parameters of the model; null where nobody says. */
  readonly parameters: number | null
}

/** Bits a weight of quantizations that repositories usually have, with scales; largest first. */
const bitsAWeight: readonly (readonly [name: string, bits: number])[] = [
  ['F16', 16],
  ['Q8_0', 8.5],
  ['Q6_K', 6.56],
  ['Q5_K_M', 5.7],
  ['Q4_K_M', 4.85],
  ['Q3_K_M', 3.91],
  ['Q2_K', 3.0],
]
const smallestContext = 256

/** Memory of a candidate, with that of the model that drafts for it; null where a header does not tell. */
export function predictedOf({
  model,
  load,
  context,
  draft,
}: Pick<Candidate, 'model' | 'load' | 'context' | 'draft'>): MemoryPredictionRecord | null {
  const alone = predictMemory(model, load, [context])
  if (draft === undefined || alone === null) return alone
  const drafting = predictMemory(draft.model, draft.load, [context])
  return drafting === null ? null : withDraft(alone, drafting)
}

/**
 * Ways to make a model fit into a number of bytes, in words: a shorter context, no second copy of its weights, a
 * smaller quantization. Null where none of them does.
 */
export function whatFits(candidate: Candidate, budgetBytes: number): string | null {
  const { model, load, context, draft } = candidate
  const bytesOf = (
    other: PredictedModel,
    given: Partial<PredictedLoad> = {},
    shorter: Partial<PredictedContext> = {},
  ): number =>
    predictedOf({
      model: other,
      load: { ...load, ...given },
      context: { ...context, ...shorter },
      ...(draft === undefined
        ? {}
        : { draft: { ...draft, load: { ...draft.load, mmap: given.mmap ?? draft.load.mmap } } }),
    })?.totalBytes ?? Infinity
  const ways: string[] = []
  const tokens = longestContext((contextSize) => bytesOf(model, {}, { contextSize }) <= budgetBytes, context)
  if (tokens !== null) ways.push(`contextSize: ${tokens} (${formatBytes(bytesOf(model, {}, { contextSize: tokens }))})`)
  // Quantized values need flash attention.
  const isLarge = load.kvCache === 'auto' || load.kvCache === 'F16' || load.kvCache === 'F32'
  const quantized = isLarge && load.flashAttention !== false ? bytesOf(model, { kvCache: 'Q8_0' }) : Infinity
  if (quantized <= budgetBytes) ways.push(`kvCache: 'Q8_0' (${formatBytes(quantized)})`)
  const copied = load.mmap ? bytesOf(model, { mmap: false }) : Infinity
  if (copied <= budgetBytes) ways.push(`mmap: false (${formatBytes(copied)})`)
  const others = candidate.others()
  const smaller = others
    .flatMap(({ quantization, model: other }) =>
      // Mapped weights that are repacked are there twice.
      [
        { words: quantization, bytes: bytesOf(other) },
        { words: `${quantization} with mmap: false`, bytes: bytesOf(other, { mmap: false }) },
      ]
        .filter(({ bytes }) => bytes <= budgetBytes)
        .slice(0, 1),
    )
    .slice(0, 2)
  ways.push(...smaller.map(({ words, bytes }) => `${words} (${formatBytes(bytes)})`))
  if (smaller.length === 0 && others.length === 0) ways.push(...usualQuantization(candidate, budgetBytes))
  return ways.length === 0 ? null : ways.join(', ')
}

function longestContext(fits: (tokens: number) => boolean, { contextSize }: PredictedContext): number | null {
  for (let tokens = 2 ** Math.ceil(Math.log2(contextSize) - 1); tokens >= smallestContext; tokens /= 2)
    if (fits(tokens)) return tokens
  return null
}

/** The largest of the usual quantizations of a model that is known in another one, by its parameters alone. */
function usualQuantization({ model, load, context, parameters, draft }: Candidate, budgetBytes: number): string[] {
  if (parameters === null) return []
  const { tensorBytes, repackable } = model.weights
  const rest =
    predictedOf({
      model: { ...model, weights: { ...model.weights, tensorBytes: 0, repackable: {} } },
      load,
      context,
      ...(draft === undefined ? {} : { draft }),
    })?.totalBytes ?? 0
  const matrices = Object.values(repackable).reduce((sum, bytes) => sum + bytes, 0) / tensorBytes
  for (const [name, bits] of bitsAWeight) {
    const bytes = (parameters * bits) / 8
    if (bytes >= tensorBytes || rest + bytes > budgetBytes) continue
    // Where the file is mapped, most of what has four bits is there twice.
    const mapped = rest + bytes * (1 + (load.mmap && name.startsWith('Q4') ? matrices : 0))
    return mapped <= budgetBytes
      ? [`a file of it in ${name} (about ${formatBytes(mapped)})`]
      : [`a file of it in ${name} with mmap: false (about ${formatBytes(rest + bytes)})`]
  }
  return []
}

/** The most layers that fit, in words; null for none. */
export function layersThatFit(fits: (layers: number) => boolean, asked: number): string | null {
  for (let layers = asked - 1; layers > 0; layers--) if (fits(layers)) return `gpuLayers: ${formatCount(layers)}`
  return null
}
