import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { writableTypes } from '../../../src/models/gguf/ggml-types.ts'
import { randomBlocks } from '../../../src/models/synthetic/random-blocks.ts'
import { seededRandom } from '../../../src/stats/random.ts'
import { dequantize } from '../dequantize.ts'

const BLOCKS = 2000

test.for(Object.values(writableTypes))('$name blocks hold finite noise', (type) => {
  const values = dequantize(type.name, randomBlocks(type, BLOCKS, seededRandom(1)))
  expect(values.length).toBe(BLOCKS * type.blockSize)
  expect(values.every(Number.isFinite)).toBe(true)
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  expect(deviation).toBeGreaterThan(0.017)
  expect(deviation).toBeLessThan(0.024)
  expect(Math.abs(mean)).toBeLessThan(0.003)
})

test('norms are noise around one', () => {
  const values = dequantize('F32', randomBlocks(writableTypes.F32, 1000, seededRandom(1), 1))
  expect(Math.min(...values)).toBeGreaterThan(0.96)
  expect(Math.max(...values)).toBeLessThan(1.04)
  expect(new Set(values).size).toBeGreaterThan(990)
})

test('the bytes are the same everywhere', () => {
  const hash = createHash('sha256')
  for (const type of Object.values(writableTypes)) hash.update(randomBlocks(type, 100, seededRandom(7)))
  expect(hash.digest('hex')).toMatchInlineSnapshot(`"754e5fe2f195ce03e14672de0cd79414ddae21352fd08c25bbcdcff5bdb84133"`)
})
