import type { IntrinsicRecord } from '../../../src/record/intrinsic/intrinsic.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { intervalOf, meanOfLaunches } from '../../../src/stats/launches/estimate.ts'

/** Share by which a perplexity may be above the lowest and still be as good. */
export const perplexityMargin = 0.02

/** Fewest blocks with an interval. */
const fewestBlocks = 5
const confidence = 0.9

/** The predictions of each run, where all are of one text and one vocabulary, and of trained weights; else null. */
export function sharedPredictions(runs: readonly RunRecord[]): IntrinsicRecord[] | null {
  // Reports of earlier versions have none.
  const found = runs.flatMap(({ intrinsic, provenance }) => (provenance === 'synthetic' ? [] : (intrinsic ?? [])))
  const kinds = new Set(
    found.map(({ text, vocabulary, protocol, contextSize, windows }) =>
      JSON.stringify([text.sha256, vocabulary.digest, protocol, contextSize, windows]),
    ),
  )
  return found.length === runs.length && kinds.size === 1 ? found : null
}

/**
 * Whether each perplexity may lie within {@link perplexityMargin} of the lowest one: by the interval of their
 * differences over the same blocks of the text, or by the figures where there are too few blocks.
 */
export function nearLowest(predictions: readonly IntrinsicRecord[]): boolean[] {
  const [lowest] = predictions.toSorted((one, other) => natsOf(one) - natsOf(other))
  if (lowest === undefined) return []
  return predictions.map((own) => {
    const differences = own.blocks.nats.map((nats, block) => meanAt(own, block, nats) - meanOf(lowest, block))
    const estimate = meanOfLaunches(Float64Array.from(differences))
    const bounded = estimate !== null && differences.length >= fewestBlocks && Number.isFinite(estimate.value)
    const least = bounded ? intervalOf(estimate, confidence).low : natsOf(own) - natsOf(lowest)
    return least <= Math.log1p(perplexityMargin)
  })
}

function natsOf({ perplexity }: IntrinsicRecord): number {
  return perplexity === null ? Number.POSITIVE_INFINITY : Math.log(perplexity)
}

function meanOf(record: IntrinsicRecord, block: number): number {
  return meanAt(record, block, record.blocks.nats[block] ?? null)
}

function meanAt({ blocks }: IntrinsicRecord, block: number, nats: number | null): number {
  return nats === null ? Number.POSITIVE_INFINITY : nats / (blocks.tokens[block] ?? Number.NaN)
}
