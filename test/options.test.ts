import { expect, test } from 'vitest'
import { resolveOptions, validateOptions } from '../src/options.ts'

const project = { root: '/project', runRoot: '/project' }

test('every default is there without an option', () => {
  expect(resolveOptions({}, project, 'test')).toMatchObject({
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
  expect(resolveOptions({ power: { watts: 12 } }, project, 'test').power).toEqual({
    value: 12,
    provenance: 'declared',
  })
})

test('a profile goes over the defaults, and own profiles over the built-in ones', () => {
  const options = { run: { requests: 50, budget: 9000 }, profiles: { quick: { requests: 7 } } }
  expect(resolveOptions(options, project, 'quick').run).toMatchObject({ requests: 7, budget: 9000 })
  expect(resolveOptions({}, project, 'quick').run).toMatchObject({ requests: 20, budget: 15_000 })
  expect(resolveOptions(options, project, 'full').run).toMatchObject({ requests: 50 })
})

test("a mode of Vite's that names no profile changes nothing but the name", () => {
  expect(resolveOptions({}, project, 'staging')).toMatchObject({ profile: 'staging', run: { requests: null } })
})

test.for([
  [{ power: { watts: 0 } }, 'llmBench({ power.watts }): 0 is not allowed here; give watts above 0'],
  [
    { model: { backend: 'gpu' } },
    'llmBench({ model.backend }): "gpu" is not allowed here; give "auto", "metal", "cuda", "vulkan" or "cpu"',
  ],
  [{ power: {} }, 'llmBench({ power.watts }): undefined is not allowed here; give watts above 0'],
  [
    { profiles: { s: { endpoint: {} } } },
    'llmBench({ profiles.s.endpoint.url }): undefined is not allowed here; give an address such as http://127.0.0.1:8000/v1',
  ],
  [
    { profiles: { quick: { budjet: 3 } } },
    'llmBench({ profiles.quick.budjet }): there is no option "profiles.quick.budjet"; did you mean "budget"? there are requests, budget, warmup, launches, anchor, lock, levels, endpoint, shortens',
  ],
  [{ models: { small: 3 } }, 'llmBench({ models.small }): 3 is not allowed here; give a text'],
  ['quick', 'llmBench(options): "quick" is not allowed here; give { models, downloads, model, run, profiles, endpoint'],
] as const)('a wrong option is one line: %j', ([options, message]) => {
  expect(() => validateOptions(options)).toThrow(message)
})
