import type { IntrinsicBaseRecord } from '../record/intrinsic/divergence.ts'
import type { IntrinsicRecord } from '../record/intrinsic/intrinsic.ts'
import { quantileSorted } from '../stats/quantiles/quantile.ts'
import { blockInterval } from './estimate.ts'
import type { ScoreSheet } from './score-sheet.ts'

/** The text that was scored, and how. */
export type Scored = Pick<
  IntrinsicRecord,
  'text' | 'vocabulary' | 'protocol' | 'contextSize' | 'bos' | 'bytesCounted' | 'exact'
> & {
  /** The model that it was set beside, and how many tokens of each place were compared; null for none. */
  readonly beside: Pick<IntrinsicBaseRecord, 'base' | 'comparedTokens'> | null
}

const confidence = 0.9
/** Fewest places with a 99.9th percentile. */
const fewestForP999 = 1000

/** The figures of a sheet. */
export function summaryOf(sheet: ScoreSheet, { beside, ...scored }: Scored): IntrinsicRecord {
  const { tokens, bytes, nats } = sheet
  const blocks = sheet.blocks()
  return {
    ...scored,
    windows: sheet.windows,
    scoredTokens: tokens,
    scoredBytes: bytes,
    perplexity: finite(perplexityOf(nats / tokens)),
    perplexityInterval: blockInterval(blocks.nats, blocks.tokens, confidence, perplexityOf),
    bitsPerByte: finite(bitsOf(nats / bytes)),
    bitsPerByteInterval: blockInterval(blocks.nats, blocks.bytes, confidence, bitsOf),
    blocks,
    divergence:
      beside === null
        ? null
        : {
            ...beside,
            basePerplexity: finite(perplexityOf(sheet.baseNats / tokens)),
            ...divergenceFigures(sheet.divergences),
            meanInterval: blockInterval(blocks.divergence ?? [], blocks.tokens, confidence),
            sameTop: sheet.sameTop,
            flips: sheet.flips,
            massLeftOut: beside.comparedTokens < scored.vocabulary.size ? sheet.leftOut : null,
          },
  }
}

/** Perplexity of a mean of nats a token. */
export function perplexityOf(nats: number): number {
  return Math.exp(nats)
}

/** Bits of nats. */
export function bitsOf(nats: number): number {
  return nats / Math.LN2
}

function divergenceFigures(sorted: Float64Array): Pick<IntrinsicBaseRecord, 'mean' | 'median' | 'p999'> {
  return {
    mean: finite(sorted.reduce((total, value) => total + value, 0) / sorted.length),
    median: finite(quantileSorted(sorted, 0.5)),
    p999: sorted.length < fewestForP999 ? null : finite(quantileSorted(sorted, 0.999)),
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
