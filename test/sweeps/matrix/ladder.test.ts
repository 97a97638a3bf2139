import { expect, test } from 'vitest'
import { rungsOf } from '../../../src/sweeps/matrix/ladder.ts'

const model = 'synthetic:tinyllama-1.1b'

test('with a GPU the ladder goes from the processor over its quantizations to the candidates of the last rung', () => {
  const rungs = rungsOf({ kind: 'ladder', model, options: {} }, { backend: 'cuda', reason: null })
  expect(rungs.map(({ name, spec, options }) => [name, spec, options])).toEqual([
    ['CPU F32', `${model}@F32`, { backend: 'cpu', threads: 'auto' }],
    ...['F32', 'F16', 'BF16', 'Q8_0', 'Q4_0'].map((type) => [
      `GPU ${type}`,
      `${model}@${type}`,
      { backend: 'cuda', threads: 'auto' },
    ]),
    ...(
      [
        ['F16', false],
        ['F16', true],
        ['Q8_0', true],
      ] as const
    ).map(([kvCache, flashAttention]) => [
      `GPU Q4_0, KV ${kvCache}, flash attention ${flashAttention ? 'on' : 'off'}`,
      `${model}@Q4_0`,
      { backend: 'cuda', kvCache, flashAttention, threads: 'auto' },
    ]),
  ])
  expect(rungs.every(({ unsupported }) => unsupported === null)).toBe(true)
})

test('without one its rungs are unsupported with the reason, and the same follow on the processor', () => {
  const options = { quantizations: ['F16', 'Q4_0'], threads: 4, kvCache: ['Q8_0'] as const }
  const rungs = rungsOf({ kind: 'ladder', model, options }, { backend: null, reason: 'no GPU here' })
  expect(rungs.map(({ name, unsupported, options: { threads } }) => [name, unsupported, threads])).toEqual([
    ['CPU F16', null, 4],
    ['GPU F16', 'no GPU here', 4],
    ['GPU Q4_0', 'no GPU here', 4],
    ['CPU Q4_0', null, 4],
    ['CPU Q4_0, KV Q8_0, flash attention on', null, 'auto'],
  ])
})

test('a rung is found by its name, and by what it is made of', () => {
  const [first, second] = rungsOf({ kind: 'ladder', model, options: {} }, { backend: 'metal', reason: null })
  expect(first?.axes).toContainEqual({ name: 'rung', value: 'CPU F32', unit: null })
  expect(second?.axes).toContainEqual({ name: 'backend', value: 'metal', unit: null })
  expect(first?.axes.map(({ name }) => name)).toEqual(['rung', 'quantization', 'backend', 'kvCache', 'flashAttention'])
})
