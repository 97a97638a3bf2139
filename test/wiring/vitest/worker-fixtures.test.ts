import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const measured = `
  const run = await bench(name, { requests: 6 }, llama.complete('Why?', { maxTokens: 2 })).run()
  expect(run.samples).toHaveLength(6)
`

const benches = {
  'before.bench.ts': `import { expect, type LocalModel, test } from 'vitest-llm-bench'
const name = 'beforeAll'
let llama: LocalModel
test.beforeAll(async ({ model }) => { llama = await model('synthetic:micro') })
test.afterAll(({ endpoint }) => { console.log('after:', endpoint('http://127.0.0.1:9/v1').url) })
test('one', async ({ bench }) => { ${measured} })
test('two', async ({ bench }) => { ${measured} })
`,
  'file.bench.ts': `import { expect, test as base } from 'vitest-llm-bench'
const name = 'file'
const test = base.extend('llama', { scope: 'file' }, async ({ model }) => await model('synthetic:micro'))
test('one', async ({ bench, llama }) => { ${measured} })
`,
  'worker.bench.ts': `import { expect, type LocalModel, test as base } from 'vitest-llm-bench'
const name = 'worker'
const test = base.extend<{ llama: LocalModel }>({
  llama: [async ({ model }, use) => { await use(await model('synthetic:micro')) }, { scope: 'worker' }],
})
test('one', async ({ bench, llama }) => { ${measured} })
`,
  'inner.bench.ts': `import { describe, expect } from 'vitest'
const name = 'inner'
describe('imported inside', async () => {
  const { test } = await import('vitest-llm-bench')
  test('one', async ({ bench, model }) => {
    const llama = await model('synthetic:micro')
    ${measured}
  })
})
`,
}

test.for(['--pool=forks', '--pool=threads', '--pool=vmThreads', '--isolate=false'])(
  'beforeAll and fixtures of a file or a worker use model and endpoint: %s',
  async (arg) => {
    await using project = makeProject(benches)
    const { exitCode, output } = await runVitest(project, ['bench', '--run', arg])
    expect(exitCode, output).toBe(0)
    expect(output).toContain('after: http://127.0.0.1:9/v1')
    const { runs } = project.report()
    expect(runs.map(({ name }) => name).toSorted()).toEqual(['beforeAll', 'beforeAll', 'file', 'inner', 'worker'])
    // One process had the model for all of them.
    expect(new Set(runs.map(({ startupMs }) => startupMs)).size).toBe(1)
  },
)

test('server and languageModel need no test either, and a fault in beforeAll names the call', async () => {
  await using project = makeProject({
    'deep/model.ts': `export default { specificationVersion: 'v2', provider: 'p', modelId: 'm' }\n`,
    'a.test.ts': `import { describe } from 'vitest'
import { expect, test } from 'vitest-llm-bench'
describe('a module', () => {
  test.beforeAll(({ languageModel }) => {
    expect(languageModel(() => import('./deep/model.ts'))).toHaveProperty('chat')
    expect(() => languageModel(() => import('./deep/none.ts'))).toThrow(/deep.none\\.ts"\\): there is no such file/)
  })
  test('is found', () => {})
})
describe('a program', () => {
  test.beforeAll(async ({ server }) => {
    await server.command({ command: 'no-such-program-here', args: [], ready: '/health' })
  })
  test('is not reached', () => {})
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(1)
  expect(output).toMatch(/✓ .*|1 passed/)
  expect(output).toContain('no-such-program-here')
  expect(output).toContain('a.test.ts > a program')
})
