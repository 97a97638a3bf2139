import { expect, test } from 'vitest'
import type { Evaluated } from '../../src/intrinsic/evaluation.ts'
import { ScoreSheet } from '../../src/intrinsic/score-sheet.ts'
import { type Scored, summaryOf } from '../../src/intrinsic/summary.ts'

const scored: Scored = {
  text: { name: null, bytes: 100, tokens: 50, sha256: 'a' },
  vocabulary: { size: 512, digest: 'a' },
  protocol: 'full',
  contextSize: 8,
  bos: true,
  bytesCounted: 'exact',
  exact: true,
  beside: null,
}
const beside = {
  base: { model: 'base', spec: 'base.gguf', quantization: 'F32', modelHash: 'b', exact: true },
  comparedTokens: 512,
}

function evaluated(nats: readonly number[], likeliest: readonly number[], divergence?: readonly number[]): Evaluated {
  return {
    logProbabilities: Float64Array.from(nats, (value) => -value),
    likeliest: Uint32Array.from(likeliest),
    distributions: null,
    divergence:
      divergence === undefined
        ? null
        : { nats: Float64Array.from(divergence), leftOut: new Float64Array(divergence.length).fill(0.25) },
  }
}

/** A sheet of windows of two tokens, four bytes each. */
function sheetOf(windows: readonly (readonly [number, number])[]): ScoreSheet {
  const sheet = new ScoreSheet()
  for (const nats of windows) {
    sheet.begin({ tokens: Uint32Array.of(1, 2, 3), first: 0, bytes: 4 })
    sheet.add(Uint32Array.of(2, 3), evaluated(nats, [2, 9]), null)
  }
  return sheet
}

test('perplexity is exp of the mean of -ln p, bits a byte are over ln 2 and bytes', () => {
  const { perplexity, bitsPerByte, scoredTokens, scoredBytes, windows, divergence } = summaryOf(
    sheetOf([
      [1, 2],
      [3, 2],
    ]),
    scored,
  )
  expect(perplexity).toBeCloseTo(Math.exp(2), 12)
  expect(bitsPerByte).toBeCloseTo(8 / (Math.LN2 * 8), 12)
  expect([scoredTokens, scoredBytes, windows, divergence]).toEqual([4, 8, 2, null])
})

test('has an interval from five windows on, and blocks of several where there are many', () => {
  const window = (index: number): [number, number] => [1 + ((index * 7) % 5) / 10, 2]
  expect(summaryOf(sheetOf([0, 1, 2, 3].map(window)), scored).perplexityInterval).toBeNull()
  const many = summaryOf(sheetOf(Array.from({ length: 100 }, (_, index) => window(index))), scored)
  expect(many.blocks.tokens).toHaveLength(25)
  expect(many.perplexityInterval?.low).toBeLessThan(many.perplexity ?? 0)
  expect(many.perplexityInterval?.high).toBeGreaterThan(many.perplexity ?? 0)
})

test('a token without any chance makes the figures infinite, which JSON has no number for', () => {
  const { perplexity, bitsPerByte, blocks } = summaryOf(sheetOf([[Number.POSITIVE_INFINITY, 1]]), scored)
  expect([perplexity, bitsPerByte, blocks.nats]).toEqual([null, null, [null]])
})

test('beside a base it counts likeliest tokens that are the same, and answers that flipped', () => {
  const sheet = new ScoreSheet()
  sheet.begin({ tokens: Uint32Array.of(1, 2, 3, 4, 5), first: 0, bytes: 4 })
  const targets = Uint32Array.of(2, 3, 4, 5)
  // Right in both; wrong now; right now; another wrong one.
  const own = evaluated([1, 1, 1, 1], [2, 9, 4, 8], [0.1, 0.2, 0.3, 0.4])
  sheet.add(targets, own, evaluated([1, 1, 1, 1], [2, 3, 9, 7]))
  const { divergence } = summaryOf(sheet, { ...scored, beside })
  expect(divergence).toMatchObject({
    basePerplexity: Math.E,
    median: 0.25,
    p999: null,
    sameTop: 0.25,
    flips: { toWrong: 1, toRight: 1, share: 0.5 },
    massLeftOut: null,
  })
  expect(divergence?.mean).toBeCloseTo(0.25, 12)
  expect(summaryOf(sheet, { ...scored, beside: { ...beside, comparedTokens: 2 } }).divergence?.massLeftOut).toBe(0.25)
})
