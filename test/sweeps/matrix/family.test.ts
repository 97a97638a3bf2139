import { expect, test } from 'vitest'
import { family } from '../../../fixtures/configurations/family.ts'
import { membersOf } from '../../../src/sweeps/matrix/family.ts'

const quantizations = ['F16', 'Q8_0', 'Q8_0', 'Q4_0']
const names = { chat: 'hf:user/repo:Q4_K_M', gpt2: 'synthetic:micro-gpt2' }

test.for([
  ['llama-3.2-1b', 'synthetic:llama-3.2-1b@F16'],
  ['synthetic:micro#3', 'synthetic:micro@F16#3'],
  ['hf:user/repo-GGUF', 'hf:user/repo-GGUF:F16'],
  ['chat', 'chat:F16'],
  // A name goes before the shape.
  ['gpt2', 'gpt2:F16'],
] as const)('a model by its shape, spec, repository or name, once in each quantization: %s', ([model, first]) => {
  const cells = membersOf(family(model, quantizations, { threads: 2 }), names)
  expect(cells.map(({ name }) => name)).toEqual(['F16', 'Q8_0', 'Q4_0'])
  expect(cells[0]).toMatchObject({
    spec: first,
    axes: [{ name: 'quantization', value: 'F16', unit: null }],
    options: { threads: 2 },
    unsupported: null,
  })
})

test('a list of files is a family, too, called by their names where those tell them apart', () => {
  const cells = membersOf(family(['/m/a-F16.gguf', './m/a-Q4_0.gguf']))
  expect(cells.map(({ name, spec, axes }) => [name, spec, axes[0]?.name])).toEqual([
    ['a-F16', '/m/a-F16.gguf', 'model'],
    ['a-Q4_0', './m/a-Q4_0.gguf', 'model'],
  ])
  expect(membersOf(family(['/f16/a.gguf', '/q4/a.gguf'])).map(({ name }) => name)).toEqual([
    '/f16/a.gguf',
    '/q4/a.gguf',
  ])
})

test('what is one file already has no other quantization', () => {
  expect(() => membersOf(family('./a.gguf', ['F16']))).toThrow(
    /"\.\/a\.gguf" in quantization "F16" is not allowed here/,
  )
})

test.for<[readonly unknown[], string]>([
  [[5, ['F16']], 'family(model): 5 is not allowed here; give a shape, synthetic:<shape>'],
  [['a', []], 'family(model, quantizations): [] is not allowed here; give a list such as'],
  [['a', 'F16'], 'family(model, quantizations): "F16" is not allowed here; give a list such as'],
  [[[]], 'family(files): [] is not allowed here; give a list of specs such as'],
  [['a', ['F16'], { thread: 1 }], 'family(model, quantizations, { thread }): there is no option "thread"'],
  [[['a'], { thread: 1 }], 'family(files, { thread }): there is no option "thread"'],
])('refuses what is none: %j', ([given, message]) => {
  expect(() => (family as (...all: readonly unknown[]) => unknown)(...given)).toThrow(message)
})
