import { expect, test } from 'vitest'
import { type BleuSettings, bleuScore, type Compared } from '../../../src/quality/reference/bleu-score.ts'
import { bleuDefaults, published, sample } from './vectors.ts'

/** Corpus of sacreBLEU's own tests (mjpost/sacrebleu, test/test_bleu.py, Apache-2.0). */
const corpus: readonly Compared[] = [
  { output: 'The dog bit the man.', references: ['The dog bit the man.', 'The dog had bit the man.'] },
  { output: "It wasn't surprising.", references: ['It was not unexpected.', 'No one was surprised.'] },
  { output: 'The man had just bitten him.', references: ['The man bit him first.', 'The man had bitten the dog.'] },
]

test.for([
  [{ tokenize: '13a' }, 48.530827, 5],
  [{ tokenize: 'none' }, 49.1919566, 6],
  [{ tokenize: 'intl' }, 43.91623493, 7],
  [{ smooth: 'none' }, 48.530827, 5],
  [{ maxOrder: 1 }, 77.65, 1],
  [{ maxOrder: 6 }, 43.28, 1],
] satisfies readonly (readonly [Partial<BleuSettings>, number, number])[])(
  'is that of sacreBLEU over a corpus with two references, %o',
  ([settings, score, digits]) => {
    expect(bleuScore(corpus, { ...bleuDefaults, ...settings })).toBeCloseTo(score, digits)
  },
)

/** Sentence of sacreBLEU's own tests (test/test_sentence_bleu.py). */
const sentence: Compared = {
  output: 'Producția de zahăr primă va fi exprimată în ceea ce privește zahărul alb;',
  references: ['producţia de zahăr brut se exprimă în zahăr alb;'],
}

test.for([
  [{ smooth: 'exp' }, 8.493],
  [{ smooth: 'none' }, 0],
  [{ smooth: 'floor', smoothValue: 0.1 }, 4.51688],
  [{ smooth: 'floor', smoothValue: 0.5 }, 10.1],
  [{ smooth: 'add-k', smoothValue: 1 }, 14.882],
  [{ smooth: 'add-k', smoothValue: 2 }, 21.389],
  [{ tokenize: 'none' }, 7.347],
  [{ tokenize: 'intl' }, 8.493],
  [{ tokenize: 'char' }, 40.8759],
  [{ tokenize: 'char', lowercase: true }, 42.0267],
] satisfies readonly (readonly [Partial<BleuSettings>, number])[])(
  'is that of sacreBLEU of one sentence, %o',
  ([settings, score]) => {
    const found = bleuScore([sentence], { ...bleuDefaults, effectiveOrder: true, ...settings })
    expect(Math.abs(found - score)).toBeLessThan(0.001)
  },
)

test('an empty answer, an empty reference and one of no common word score 0', () => {
  for (const settings of [bleuDefaults, { ...bleuDefaults, smooth: 'add-k' as const, smoothValue: 1 }]) {
    expect(bleuScore([{ output: '', references: ['a b c d'] }], settings)).toBe(0)
    expect(bleuScore([{ output: 'a b c d', references: [''] }], settings)).toBe(0)
    expect(bleuScore([{ output: 'a b c d', references: ['e f g h'] }], settings)).toBe(0)
    expect(bleuScore([], settings)).toBe(0)
  }
})

test.skipIf(sample === null)('is that of sacreBLEU of a hundred strings to 1e-9', () => {
  const apart = (sample?.cases ?? []).flatMap((sampled) => {
    const text = [{ output: sampled.hypothesis, references: sampled.references }]
    const single = { ...bleuDefaults, effectiveOrder: true }
    return [
      bleuScore(text, single) - sampled.bleu_13a_effective_order,
      bleuScore(text, { ...single, tokenize: 'char', lowercase: true }) - sampled.bleu_char_lowercase,
      bleuScore(text, { ...single, tokenize: 'intl', smooth: 'add-k', smoothValue: 1 }) - sampled.bleu_intl_addk,
    ]
  })
  expect(apart).toHaveLength(300)
  expect(Math.max(...apart.map(Math.abs))).toBeLessThan(1e-9)
})

test.skipIf(published === null)('is as published over the corpus, by order, and raw', () => {
  const { bleu_corpus: found, bleu_raw: raw } = published as NonNullable<typeof published>
  const texts = found.hypotheses.map((output, place) => ({
    output,
    references: found.reference_streams.map((stream) => stream[place] as string),
  }))
  for (const { tokenize, smooth, score, tolerance = found.tolerance } of found.cases)
    expect(Math.abs(bleuScore(texts, { ...bleuDefaults, tokenize, smooth }) - score)).toBeLessThan(tolerance)
  for (const [order, score] of Object.entries(found.by_max_order_2_decimals))
    expect(bleuScore(texts, { ...bleuDefaults, maxOrder: Number(order) })).toBeCloseTo(score, 2)
  for (const { hypothesis, references, floor, score } of raw.cases) {
    const settings = {
      ...bleuDefaults,
      tokenize: 'none',
      smooth: 'floor',
      smoothValue: floor,
      effectiveOrder: true,
    } as const
    const text = [{ output: hypothesis[0], references: references.map(([reference]) => reference) }]
    expect(Math.abs(bleuScore(text, settings) / 100 - score)).toBeLessThan(1e-9)
  }
})
