import { expect, test } from 'vitest'
import { HeaderValues } from '../../../src/models/reads/header-values.ts'
import { windowPattern } from '../../../src/models/reads/window-pattern.ts'
import { valuesOf } from './reads-of.ts'

/** Layers with a window, as ones; empty where no layer has one. */
function patternOf(architecture: string, layers: number, values: Parameters<typeof valuesOf>[1]): string {
  const pattern = windowPattern(new HeaderValues(architecture, valuesOf(architecture, values)), layers)
  if (pattern === null) return ''
  const marks = Array.from({ length: layers }, (_, layer) => Number(pattern.hasWindow(layer)))
  return `${pattern.window}${pattern.chunked ? ' chunked' : ''} ${marks.join('')}`
}

test.for<[string, number, Record<string, number>, string]>([
  ['gemma3', 12, { 'attention.sliding_window': 1024 }, '1024 111110111110'],
  ['gemma2', 6, {}, '4096 101010'],
  ['gpt-oss', 4, { 'attention.sliding_window': 128 }, '128 1010'],
  ['llama4', 8, {}, '8192 chunked 11101110'],
  ['llama4', 8, { 'attention.sliding_window': 0 }, ''],
  ['smallthinker', 8, { 'attention.sliding_window': 4096 }, '4096 01110111'],
  ['exaone4', 64, {}, `4096 ${'1110'.repeat(16)}`],
  ['exaone4', 30, {}, ''],
  ['gemma3', 4, { 'attention.sliding_window': 0 }, ''],
  ['gemma3', 4, {}, ''],
  // A number in the file stands before the usual one; 0 is a window in every layer.
  ['gemma3', 4, { 'attention.sliding_window': 512, 'attention.sliding_window_pattern': 2 }, '512 1010'],
  ['gemma3', 4, { 'attention.sliding_window': 512, 'attention.sliding_window_pattern': 0 }, '512 1111'],
])('%s of %i layers', ([architecture, layers, values, expected]) => {
  expect(patternOf(architecture, layers, values)).toBe(expected)
})

test('a list of layers in the file is taken as it is', () => {
  const values = { 'attention.sliding_window': 1024, 'attention.sliding_window_pattern': [true, true, false, true] }
  expect(patternOf('gemma4', 4, values)).toBe('1024 1101')
})

test.for(['phi3', 'qwen2', 'llama', 'constructor'])('llama.cpp takes no notice of a window of %s', (architecture) => {
  expect(patternOf(architecture, 4, { 'attention.sliding_window': 2047 })).toBe('')
})
