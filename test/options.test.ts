import { expect, test } from 'vitest'
import { resolveModelOptions, resolveOptions, validateModelOptions, validateOptions } from '../src/options.ts'

test('every default is there without an option', () => {
  expect(resolveOptions({}, '/project', 'test')).toMatchObject({
    profile: 'default',
    run: { requests: null, budget: 120_000, warmup: null },
    power: { value: 30, provenance: 'assumed' },
    electricity: { value: 0.15, provenance: 'assumed' },
    inconclusive: 'point',
    outputDirectory: '/project/llm-bench-report',
    idleTimeout: 300_000,
    testTimeout: 600_000,
  })
})

test('what is declared is marked as declared', () => {
  expect(resolveOptions({ power: { watts: 12 } }, '/project', 'test').power).toEqual({
    value: 12,
    provenance: 'declared',
  })
})

test('a profile goes over the defaults, and own profiles over the built-in ones', () => {
  const options = { run: { requests: 50, budget: 9000 }, profiles: { quick: { requests: 7 } } }
  expect(resolveOptions(options, '/project', 'quick').run).toMatchObject({ requests: 7, budget: 9000 })
  expect(resolveOptions({}, '/project', 'quick').run).toMatchObject({ requests: 20, budget: 15_000 })
  expect(resolveOptions(options, '/project', 'full').run).toMatchObject({ requests: 50 })
})

test("a mode of Vite's that names no profile changes nothing but the name", () => {
  expect(resolveOptions({}, '/project', 'staging')).toMatchObject({ profile: 'staging', run: { requests: null } })
})

test('options of a call go over those of the plugin', () => {
  const { model } = resolveOptions({ model: { threads: 3, backend: 'cpu' } }, '/project', 'test')
  expect(resolveModelOptions({ threads: 1 }, model)).toMatchObject({ threads: 1, backend: 'cpu', gpuLayers: 'max' })
})

test.for([
  [{ power: { watts: 0 } }, 'llmBench({ power.watts }): 0 is not allowed here'],
  [{ model: { backend: 'gpu' } }, 'llmBench({ model.backend })'],
  [
    { profiles: { quick: { budjet: 3 } } },
    'there is no option "profiles.quick.budjet"; there are requests, budget, warmup',
  ],
  [{ models: { small: 3 } }, 'llmBench({ models.small }): 3 is not allowed here; give a text'],
  ['quick', 'llmBench('],
] as const)('a wrong option is one line: %j', ([options, message]) => {
  expect(() => validateOptions(options)).toThrow(message)
})

test('a wrong model option is named with its call', () => {
  expect(() => validateModelOptions({ thread: 1 })).toThrow(
    'model(spec, { thread }): there is no option "thread"; there are backend, threads',
  )
  expect(() => validateModelOptions({ threads: 0 })).toThrow('model(spec, { threads }): 0 is not allowed here')
})
