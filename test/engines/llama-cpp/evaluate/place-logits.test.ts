import { expect, test } from 'vitest'
import type { Token } from 'node-llama-cpp'
import { answered, asked } from '../../../../src/engines/llama-cpp/evaluate/place-logits.ts'

const large = 128_256

test('of a vocabulary that is not large all logits are taken, and added up in 64 bits', () => {
  expect(asked(512, 7, 0, { kind: 'scores' })).toEqual({ logits: true })
  const logits = new Map([
    [3, 2],
    [1, 1],
    [2, 0],
  ] as [Token, number][])
  const place = answered({ next: { logits } })
  expect(place.likeliest).toBe(3)
  expect(place.total).toBeCloseTo(Math.log(Math.exp(2) + Math.exp(1) + 1), 12)
  expect(place.logit(1)).toBe(1)
  expect(place.logit(9)).toBeUndefined()
})

test("of a large one the target's, the likeliest and those to compare, with the engine's own sum", () => {
  expect(asked(large, 7, 0, { kind: 'scores' })).toEqual({
    logits: { filter: { tokens: [7], includeSelected: true } },
    totalLogitWeight: true,
  })
  expect(asked(large, 7, 0, { kind: 'distributions', most: 256 })).toMatchObject({
    logits: { filter: { tokens: [7], includeTop: 256 } },
  })
  const from = {
    width: 2,
    tokens: Uint32Array.of(1, 2, 3, 4),
    logits: new Float32Array(4),
    totals: new Float64Array(2),
  }
  expect(asked(large, 7, 1, { kind: 'divergence', from })).toMatchObject({ logits: { filter: { tokens: [7, 3, 4] } } })
  const logits = new Map([[5, 10]] as [Token, number][])
  expect(answered({ next: { logits, totalLogitWeight: 2 } }).total).toBeCloseTo(10 + Math.LN2, 12)
})

test('what is no number is refused', () => {
  const logits = new Map([[3, Number.NaN]] as [Token, number][])
  expect(() => answered({ next: { logits } })).toThrow('predicts no number (NaN) at a place of the text')
})
