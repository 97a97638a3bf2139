import { normalCdf, normalQuantile } from '../stats/normal.ts'
import type { LlmBenchError } from '../errors.ts'
import { optionsOf } from '../option-check/call.ts'
import { checkOptions } from '../option-check/check-options.ts'
import { noMore } from '../option-check/no-more.ts'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'
import { normalLengthsSchema } from './lengths-schema.ts'

/** Distribution of the lengths of prompts or answers, in tokens. Plain data; made by {@link lengths}. */
export type LengthDistribution =
  | { readonly kind: 'fixed'; readonly tokens: number }
  | {
      readonly kind: 'normal'
      readonly mean: number
      readonly sd: number
      readonly min: number
      readonly max: number
    }
  | { readonly kind: 'histogram'; readonly bins: readonly (readonly [tokens: number, weight: number])[] }

/** Parameters of `lengths.normal`, in tokens. */
export interface NormalLengths {
  mean: number
  sd: number
  /** Shortest length. Default 1. */
  min?: number
  /** Longest length. Default four standard deviations above the mean. */
  max?: number
}

const code = 'invalid-workload'

/**
 * Lengths of prompts (`{ tokens: … }`) and of answers (`maxTokens`), in tokens. A seed draws them.
 *
 * @example
 * llama.complete(
 *   { tokens: lengths.normal({ mean: 512, sd: 128 }) },
 *   { maxTokens: lengths.histogram([[32, 3], [256, 1]]) },
 * )
 */
export const lengths: {
  /** One length: always `tokens`. */
  fixed(tokens: number): LengthDistribution
  /** Lengths of a normal distribution, cut off at `min` and `max` (a truncated one), in whole tokens. */
  normal(options: NormalLengths): LengthDistribution
  /** The given lengths, each `[tokens, weight]` as often as its share of the weights. */
  histogram(bins: readonly (readonly [tokens: number, weight: number])[]): LengthDistribution
} = {
  fixed(tokens, ...more: unknown[]) {
    noMore('lengths.fixed(tokens)', more, { code })
    if (!isLength(tokens)) throw refused('lengths.fixed(tokens)', shown(tokens), 'a whole number of at least 1')
    return { kind: 'fixed', tokens }
  },
  normal(options, ...more: unknown[]) {
    const call = optionsOf('lengths.normal')
    noMore(call(''), more, { code })
    checkOptions(normalLengthsSchema, options, { call, code })
    const { mean, sd, min = 1, max = Math.ceil(mean + 4 * sd) } = options
    if (!isLength(max) || min > mean || mean > max) {
      throw refused(call('min, mean, max'), `${min}, ${mean}, ${max}`, 'them in this order, none below 1')
    }
    return { kind: 'normal', mean, sd, min, max }
  },
  histogram(bins, ...more: unknown[]) {
    const call = 'lengths.histogram(bins)'
    noMore(call, more, { code })
    const good =
      Array.isArray(bins) &&
      bins.every((bin) => Array.isArray(bin) && isLength(bin[0]) && bin[1] >= 0 && Number.isFinite(bin[1]))
    if (!good) throw refused(call, shown(bins), '[tokens, weight] pairs of whole tokens from 1 and weights from 0')
    if (!bins.some(([, weight]) => weight > 0)) throw refused(call, shown(bins), 'at least one weight above 0')
    return { kind: 'histogram', bins: bins.map(([tokens, weight]) => [tokens, weight] as const) }
  },
}

/** A function that draws one length a call. */
export function lengthDrawer(distribution: LengthDistribution, random: () => number): () => number {
  if (distribution.kind === 'fixed') return () => distribution.tokens
  if (distribution.kind === 'normal') {
    const { mean, sd, min, max } = distribution
    // Half a token beyond each end, so that the ends are as wide as the other whole numbers.
    const low = normalCdf((min - 0.5 - mean) / sd)
    const high = normalCdf((max + 0.5 - mean) / sd)
    return () => {
      const drawn = Math.round(mean + sd * normalQuantile(low + random() * (high - low)))
      return Math.min(max, Math.max(min, drawn))
    }
  }
  const { bins } = distribution
  const total = bins.reduce((sum, [, weight]) => sum + weight, 0)
  return () => {
    let left = random() * total
    // Rounding may leave a trace of weight behind the last bin; the last possible one takes it.
    let last = 1
    for (const [tokens, weight] of bins) {
      if (weight === 0) continue
      last = tokens
      left -= weight
      if (left < 0) break
    }
    return last
  }
}

/** The shortest length that can be drawn. */
export function leastLength(distribution: LengthDistribution): number {
  if (distribution.kind === 'fixed') return distribution.tokens
  if (distribution.kind === 'normal') return distribution.min
  return Math.min(...distribution.bins.filter(([, weight]) => weight > 0).map(([tokens]) => tokens))
}

/** Whether a value is a distribution of ours; anything else with a `kind` is refused. */
export function isLengthDistribution(value: unknown): value is LengthDistribution {
  if (typeof value !== 'object' || value === null) return false
  return ['fixed', 'normal', 'histogram'].includes(String((value as { kind?: unknown }).kind))
}

function refused(call: string, value: string, wanted: string): LlmBenchError {
  return notAllowed(call, value, wanted, { code })
}

function isLength(tokens: unknown): boolean {
  return Number.isInteger(tokens) && Number(tokens) >= 1
}
