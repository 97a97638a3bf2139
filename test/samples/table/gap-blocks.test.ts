import { expect, test } from 'vitest'
import { GapBlocks } from '../../../src/samples/table/gap-blocks.ts'

test('gaps come out as one series, in the order of their requests, once', () => {
  const counts = Uint32Array.of(2, 0, 1, 3)
  const gaps = [1, 2, 3, 4, 5, 6]
  const inOrder = new GapBlocks()
  inOrder.add(gaps)
  expect(inOrder.take(counts, null)).toEqual({ values: Float32Array.from(gaps), counts })

  const reordered = new GapBlocks()
  reordered.add(gaps)
  expect(reordered.take(counts, Uint32Array.of(3, 1, 0, 2))).toEqual({
    values: Float32Array.of(4, 5, 6, 1, 2, 3),
    counts: Uint32Array.of(3, 0, 2, 1),
  })
})

test('blocks that follow each other hold any number of gaps', () => {
  const count = 300_000
  const gaps = Float32Array.from({ length: 2 * count }, (_, gap) => gap)
  const blocks = new GapBlocks()
  blocks.add(gaps)
  const { values } = blocks.take(Uint32Array.of(count, count), Uint32Array.of(1, 0))
  expect(values.length).toBe(2 * count)
  expect([values[0], values[count - 1], values[count], values.at(-1)]).toEqual([count, 2 * count - 1, 0, count - 1])
})
