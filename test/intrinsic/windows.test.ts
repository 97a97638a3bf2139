import { describe, expect, test } from 'vitest'
import type { ReadText } from '../../src/intrinsic/read-text.ts'
import { scoredIn, windowsOf } from '../../src/intrinsic/windows.ts'

/** A text of tokens 100, 101, …, each of two bytes. */
function text(length: number, bos: number | null = 1): ReadText {
  return {
    tokens: Uint32Array.from({ length }, (_, index) => 100 + index),
    bytes: new Float64Array(length).fill(2),
    bytesCounted: 'exact',
    bos,
    vocabulary: { size: 512, digest: 'a' },
    trainContextSize: 512,
  }
}

/** Tokens that windows score, in their order. */
function scored(windows: ReturnType<typeof windowsOf>): number[] {
  return windows.flatMap(({ tokens, first }) => Array.from(tokens.subarray(first + 1)))
}

describe('full', () => {
  test.for([1, 2, 7, 8, 9, 15, 16, 100])('scores each of %i tokens once, with half a window before it', (length) => {
    const windows = windowsOf(text(length), 'full', 8)
    expect(scored(windows)).toEqual([...text(length).tokens])
    for (const [index, { tokens, first }] of windows.entries()) {
      expect(tokens[0]).toBe(1)
      expect(tokens.length).toBeLessThanOrEqual(8)
      if (index > 0) expect(first).toBe(4)
    }
    expect(windows.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(2 * length)
  })

  test('without a token that begins texts the first one is not scored', () => {
    const windows = windowsOf(text(20, null), 'full', 8)
    expect(scored(windows)).toEqual(Array.from(text(20).tokens.subarray(1)))
    expect(windows.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(38)
    expect(windowsOf(text(1, null), 'full', 8)).toEqual([])
  })
})

test('llama.cpp scores the second half of whole windows; BOS stands before the text, and for the first token of others', () => {
  const windows = windowsOf(text(20), 'llama.cpp', 8)
  expect(windows.map(({ tokens }) => [...tokens])).toEqual([
    [1, 100, 101, 102, 103, 104, 105, 106],
    [1, 108, 109, 110, 111, 112, 113, 114],
  ])
  expect(windows.map(scoredIn)).toEqual([3, 3])
  expect(scored(windows)).toEqual([104, 105, 106, 112, 113, 114])
  expect(windows.map(({ bytes }) => bytes)).toEqual([6, 6])
  expect(windowsOf(text(7), 'llama.cpp', 8)).toHaveLength(1)
  expect(windowsOf(text(6), 'llama.cpp', 8)).toEqual([])
  const bare = windowsOf(text(20, null), 'llama.cpp', 8)
  expect(bare.map(({ tokens }) => tokens[0])).toEqual([100, 108])
  expect(scored(bare)).toEqual([105, 106, 107, 113, 114, 115])
})

test('takes no more windows than were asked for', () => {
  expect(windowsOf(text(100), 'full', 8, 3)).toHaveLength(3)
})
