import { LlmBenchError } from '../../errors.ts'
import { formatNumber } from '../../figures.ts'
import { calibrationTriples } from './calibration-pairs.ts'
import { cosine } from './cosine.ts'

/** Similarities of the pairs that are shipped: the lowest of two that mean the same, the highest of two that do not. */
export interface EmbeddingCalibration {
  readonly paraphrases: number
  readonly unrelated: number
}

/**
 * Looks whether a model's vectors say what a text means: each paraphrase must lie above every unrelated pair.
 * @param call the scorer, for the message
 * @throws LlmBenchError `invalid-option` where they do not, as those of a model that generates text
 */
export async function calibrateEmbedding(
  call: string,
  name: string,
  embed: (texts: readonly string[]) => Promise<readonly (readonly number[])[]>,
): Promise<EmbeddingCalibration> {
  const vectors = await embed(
    calibrationTriples.flatMap(({ text, paraphrase, unrelated }) => [text, paraphrase, unrelated]),
  )
  const similarity = (place: number, other: 1 | 2): number =>
    cosine(vectors[3 * place] ?? [], vectors[3 * place + other] ?? [])
  const places = [...calibrationTriples.keys()]
  const paraphrases = Math.min(...places.map((place) => similarity(place, 1)))
  const unrelated = Math.max(...places.map((place) => similarity(place, 2)))
  if (paraphrases > unrelated) return { paraphrases, unrelated }
  throw new LlmBenchError(
    'invalid-option',
    `${call}: vectors of "${name}" do not tell what a text means: a paraphrase of the shipped pairs has a ` +
      `similarity of ${formatNumber(paraphrases)}, an unrelated text ` +
      `${formatNumber(unrelated)}; give an embedding model`,
  )
}

/** The figures of a calibration, in a report. */
export function calibrationWords({ paraphrases, unrelated }: EmbeddingCalibration): string {
  return `calibration: paraphrases from ${formatNumber(paraphrases)}, unrelated up to ${formatNumber(unrelated)}`
}
