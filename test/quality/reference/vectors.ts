import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BleuSettings } from '../../../src/quality/reference/bleu-score.ts'
import type { ChrfSettings } from '../../../src/quality/reference/chrf-score.ts'

/** Settings of sacreBLEU's own defaults. */
export const bleuDefaults: BleuSettings = {
  tokenize: '13a',
  smooth: 'exp',
  smoothValue: 0,
  lowercase: false,
  maxOrder: 4,
  effectiveOrder: false,
}

/** Settings of sacreBLEU's own defaults. */
export const chrfDefaults: ChrfSettings = {
  charOrder: 6,
  wordOrder: 0,
  beta: 2,
  lowercase: false,
  whitespace: false,
  epsSmoothing: false,
}

const folder = resolve(fileURLToPath(new URL('../../../', import.meta.url)), '../shared/data/quality')

/** A file of published vectors beside the checkout; null where there is none. */
function vectorsOf(name: string): unknown {
  const path = resolve(folder, name)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

/** One of the sampled cases, with the scores that sacreBLEU gave it. */
interface SampledCase {
  readonly hypothesis: string
  readonly references: readonly string[]
  readonly bleu_13a_effective_order: number
  readonly bleu_char_lowercase: number
  readonly bleu_intl_addk: number
  readonly chrf2: number
  readonly chrf_plus_plus: number
}

/** The published vectors that are used here. */
interface PublishedVectors {
  readonly bleu_corpus: {
    readonly hypotheses: readonly string[]
    readonly reference_streams: readonly (readonly string[])[]
    readonly tolerance: number
    readonly cases: readonly (Pick<BleuSettings, 'tokenize' | 'smooth'> & { score: number; tolerance?: number })[]
    readonly by_max_order_2_decimals: Readonly<Record<string, number>>
    readonly chrf2: number
    readonly chrf_plus_plus: number
  }
  readonly bleu_raw: {
    readonly cases: readonly {
      hypothesis: readonly [string]
      references: readonly [readonly [string]]
      floor: number
      score: number
    }[]
  }
  readonly bleu_sentence: {
    readonly hypothesis: string
    readonly reference: string
    readonly tolerance: number
    readonly cases: readonly (Partial<BleuSettings> & { value?: number; score: number })[]
  }
  readonly chrf_beta3_eps: {
    readonly tolerance: number
    readonly cases: readonly (readonly [readonly string[], readonly string[], number])[]
  }
  readonly rouge: {
    readonly cases: readonly {
      metric: 'rouge1' | 'rouge2' | 'rougeL' | 'rougeLsum'
      target: string
      prediction: string
      p: number
      r: number
      f: number
      tolerance?: number
    }[]
  }
  readonly statistics: {
    readonly sign_flip_exact: readonly { d: readonly number[]; p_two_sided: number }[]
    readonly wilson_95: readonly { k: number; n: number; lo: number; hi: number }[]
    readonly sign_test_two_sided: readonly { wins: number; losses: number; p: number }[]
  }
}

/** The published vectors; null where the checkout has none beside it. */
export const published: PublishedVectors | null = vectorsOf('vectors.json') as PublishedVectors | null

/** A hundred strings with the scores that sacreBLEU gave them; null where the checkout has none beside it. */
export const sample: { readonly cases: readonly SampledCase[] } | null = vectorsOf('sacrebleu-sample.json') as {
  readonly cases: readonly SampledCase[]
} | null
