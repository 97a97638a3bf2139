import { checkOptions } from '../../option-check/check-options.ts'
import { noMore } from '../../option-check/no-more.ts'
import { optionsOf } from '../../option-check/call.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { isObject } from '../../json.ts'
import type { LoadedModel } from '../../engines/engine.ts'
import type { EmbedWorkload } from '../../targets/items-workload.ts'
import { assertOther, deciderIn, identityOf, identityWords, type ModelIdentity } from '../model/identity.ts'
import type { AnswerToScore, Score, Scorer } from '../scorer.ts'
import { expectedTexts } from '../model/expected-texts.ts'
import { calibrateEmbedding, calibrationWords, type EmbeddingCalibration } from './calibrate-embedding.ts'
import { cosine } from './cosine.ts'
import { similaritySchema } from './similarity-schema.ts'

/** A model that makes vectors: a local one of `model()`, or an endpoint. */
export interface EmbeddingModel {
  embed(texts: readonly string[], options: { batch: number }): EmbedWorkload
}

/** Options of {@link embeddingSimilarity}. */
export interface SimilarityOptions {
  /** Text that the answer is compared with: the expected one, or the prompt. Default `expected`. */
  readonly to?: 'expected' | 'input'
  /** Name of the score. Default `similarity`. */
  readonly name?: string
  /** Milliseconds that one answer may take. Default 60,000. */
  readonly timeout?: number
}

const call = 'embeddingSimilarity(model, options)'

/** A model that was looked at: fit to compare texts. */
interface ReadyModel {
  readonly identity: ModelIdentity
  readonly calibration: EmbeddingCalibration
}

/**
 * A scorer: how near the meaning of an answer is to the expected one, the highest of several, as the cosine of their
 * vectors; below 0 it is 0. Null where nothing is expected. The model is tried first on pairs of known meaning.
 *
 * @throws LlmBenchError `invalid-option` for a model that generates text
 * @example
 * const minilm = await model('./all-MiniLM-L6-v2-Q8_0.gguf')
 * await bench('summary', { score: [embeddingSimilarity(minilm)] }, llama.chat(prompts)).run()
 */
export function embeddingSimilarity(
  model: EmbeddingModel,
  options: SimilarityOptions = {},
  ...more: unknown[]
): Scorer {
  noMore(call, more)
  assertEmbeds(model)
  checkOptions(similaritySchema, options, { call: optionsOf('embeddingSimilarity', 'model') })
  const { to = 'expected', name = 'similarity', timeout = 60_000 } = options
  const embed = async (texts: readonly string[]): Promise<number[][]> =>
    await model.embed(texts, { batch: texts.length })()
  let ready: Promise<ReadyModel> | null = null
  let signature = ''
  const getReady = async (): Promise<ReadyModel> => {
    const identity = await identityOf(call, model, () => model.embed(['text'], { batch: 1 }))
    const calibration = await calibrateEmbedding(call, identity.name, embed)
    const other = to === 'input' ? 'prompt' : 'expected answer'
    signature = `cosine of vectors of ${identityWords(identity)}, to the ${other}; ${calibrationWords(calibration)}`
    return { identity, calibration }
  }
  const score = async (answer: AnswerToScore): Promise<Score> => {
    await (ready ??= getReady())
    const texts = (to === 'input' ? [answer.input] : expectedTexts(answer.expected)).filter((text) => text !== '')
    if (texts.length === 0) return { name, score: null }
    if (answer.output.trim() === '') return { name, score: 0, metadata: { rationale: 'the answer is empty' } }
    const [made = [], ...others] = await embed([answer.output, ...texts])
    return { name, score: Math.max(0, Math.min(1, Math.max(...others.map((other) => cosine(made, other))))) }
  }
  return Object.defineProperty(
    Object.assign(score, {
      scorerName: name,
      timeout,
      // The process of a local model takes one after the other.
      ...(deciderIn(model) === null ? {} : { concurrency: 1 }),
      accept: async (target: Parameters<NonNullable<Scorer['accept']>>[0]) =>
        assertOther(call, (await (ready ??= getReady())).identity, target),
    }),
    'signature',
    { get: () => signature, enumerable: true },
  ) as Scorer
}

/** Refuses what makes no vectors, or none that mean something: of a loaded model its file says so. */
function assertEmbeds(model: unknown): void {
  const wanted = 'an embedding model, of model(…) or endpoint(…)'
  if (!isObject(model) || typeof model['embed'] !== 'function') throw notAllowed(call, shown(model), wanted)
  const { purpose, name } = (model['info'] ?? {}) as Partial<LoadedModel>
  if (purpose === undefined || purpose === 'embedding') return
  const why = purpose === 'text' ? 'which generates text: its vectors say little of what a text means' : 'which ranks'
  throw notAllowed(call, `"${name}", ${why},`, 'an embedding model')
}
