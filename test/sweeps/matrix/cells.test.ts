import { expect, test } from 'vitest'
import { cellsOf } from '../../../src/sweeps/matrix/cells.ts'

test('a matrix has a cell for each combination, the first values first, named by what varies', () => {
  const cells = cellsOf({
    model: 'synthetic:micro',
    quantization: ['F16', 'Q4_0'],
    kvCache: ['auto', { key: 'Q8_0', value: 'Q4_0' }],
    threads: 1,
  })
  expect(cells.map(({ name, spec }) => [name, spec])).toEqual([
    ['F16, KV auto', 'synthetic:micro@F16'],
    ['F16, KV Q8_0/Q4_0', 'synthetic:micro@F16'],
    ['Q4_0, KV auto', 'synthetic:micro@Q4_0'],
    ['Q4_0, KV Q8_0/Q4_0', 'synthetic:micro@Q4_0'],
  ])
  expect(cells[3]).toMatchObject({
    options: { threads: 1, kvCache: { key: 'Q8_0', value: 'Q4_0' } },
    axes: [
      { name: 'quantization', value: 'Q4_0', unit: null },
      { name: 'kvCache', value: 'Q8_0/Q4_0', unit: null },
    ],
  })
})

test('one by one, each option is varied alone from the first cell', () => {
  const cells = cellsOf(
    { model: './m.gguf', flashAttention: [true, false], threads: [1, 2, 'auto'], mmap: [true, false], batch: 64 },
    'one',
  )
  expect(cells.map(({ name }) => name)).toEqual([
    'flash attention on, 1 thread, mmap on',
    'flash attention off, 1 thread, mmap on',
    'flash attention on, 2 threads, mmap on',
    'flash attention on, auto threads, mmap on',
    'flash attention on, 1 thread, mmap off',
  ])
  expect(cells.every(({ options }) => options.batchSize === 64)).toBe(true)
})

test('a value that is given twice is one cell; a matrix that varies nothing has one, named by its model', () => {
  expect(cellsOf({ model: 'synthetic:micro', threads: [1, 1, 2] })).toHaveLength(2)
  expect(cellsOf({ model: 'synthetic:micro' })).toEqual([
    { name: 'synthetic:micro', axes: [], spec: 'synthetic:micro', options: {}, depth: null, unsupported: null },
  ])
})

test('several models and their quantizations vary together', () => {
  expect(
    cellsOf({ model: ['synthetic:micro#3', 'hf:a/b'], quantization: ['Q8_0', 'Q4_0'] }).map(({ spec }) => spec),
  ).toEqual(['synthetic:micro@Q8_0#3', 'synthetic:micro@Q4_0#3', 'hf:a/b:Q8_0', 'hf:a/b:Q4_0'])
})

test('depths are cells of one configuration, named and recorded in tokens', () => {
  const cells = cellsOf({ model: 'synthetic:micro', depth: [0, 4096, 4096] })
  expect(cells.map(({ name, depth, options, axes }) => [name, depth, options, axes])).toEqual([
    ['depth 0', 0, {}, [{ name: 'depth', value: 0, unit: 'tokens' }]],
    ['depth 4,096', 4096, {}, [{ name: 'depth', value: 4096, unit: 'tokens' }]],
  ])
})
