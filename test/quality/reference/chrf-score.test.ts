import { expect, test } from 'vitest'
import { chrfScore } from '../../../src/quality/reference/chrf-score.ts'
import { chrfDefaults, published, sample } from './vectors.ts'

const corpus = [
  { output: 'The dog bit the man.', references: ['The dog bit the man.', 'The dog had bit the man.'] },
  { output: "It wasn't surprising.", references: ['It was not unexpected.', 'No one was surprised.'] },
  { output: 'The man had just bitten him.', references: ['The man bit him first.', 'The man had bitten the dog.'] },
]

test('is that of sacreBLEU over a corpus with two references', () => {
  expect(chrfScore(corpus, chrfDefaults)).toBeCloseTo(59.72751782684763, 9)
  expect(chrfScore(corpus, { ...chrfDefaults, wordOrder: 2 })).toBeCloseTo(59.15310444399262, 9)
})

// mjpost/sacrebleu, test/test_chrf.py (Apache-2.0).
test.for([
  [['abcdefg'], ['hijklmnop'], 0],
  [['aa'], ['ab'], 8.3333],
  [['a', 'b'], ['a', 'c'], 8.3333],
  [['a'], ['a'], 16.6667],
  [['a b c'], ['abc'], 50],
  [
    [
      ' risk assessment must be made of those who are qualified and expertise in the sector - these are the scientists .',
    ],
    [
      'risk assessment has to be undertaken by those who are qualified and expert in that area - that is the scientists .',
    ],
    63.36173,
  ],
] as const)('is as the authors have it with their smoothing, %#', ([outputs, references, score]) => {
  const texts = outputs.map((output, place) => ({ output, references: [references[place] as string] }))
  const found = chrfScore(texts, { ...chrfDefaults, beta: 3, epsSmoothing: true })
  expect(Math.abs(found - score)).toBeLessThan(1e-4)
})

test('empty texts score 0', () => {
  expect(chrfScore([{ output: '', references: ['a'] }], chrfDefaults)).toBe(0)
  expect(chrfScore([{ output: 'a', references: [''] }], chrfDefaults)).toBe(0)
  expect(chrfScore([], chrfDefaults)).toBe(0)
})

test.skipIf(sample === null)('is that of sacreBLEU of a hundred strings to 1e-9', () => {
  const apart = (sample?.cases ?? []).flatMap(({ hypothesis, references, chrf2, chrf_plus_plus }) => {
    const text = [{ output: hypothesis, references }]
    return [chrfScore(text, chrfDefaults) - chrf2, chrfScore(text, { ...chrfDefaults, wordOrder: 2 }) - chrf_plus_plus]
  })
  expect(apart).toHaveLength(200)
  expect(Math.max(...apart.map(Math.abs))).toBeLessThan(1e-9)
})

test.skipIf(published === null)('is as published', () => {
  const { chrf_beta3_eps: found } = published as NonNullable<typeof published>
  for (const [outputs, references, score] of found.cases) {
    const texts = outputs.map((output, place) => ({ output, references: [references[place] as string] }))
    const own = chrfScore(texts, { ...chrfDefaults, beta: 3, epsSmoothing: true })
    expect(Math.abs(own - score)).toBeLessThan(found.tolerance)
  }
})
