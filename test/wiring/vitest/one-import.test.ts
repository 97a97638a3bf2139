import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

test('one import has what a test file needs, and its hooks have the fixtures', async () => {
  await using project = makeProject({
    'all.test.ts': `
import {
  afterAll, afterEach, aroundAll, aroundEach, assert, beforeAll, beforeEach, describe, expect, expectTypeOf, inject, it,
  onTestFailed, onTestFinished, suite, test, vi, type LocalModel,
} from 'vitest-llm-bench'
const double = vi.fn((n: number) => 2 * n)
const seen: string[] = []
let llama: LocalModel
beforeAll(async ({ model, endpoint }) => {
  llama = await model('synthetic:micro')
  seen.push('beforeAll', endpoint('http://127.0.0.1:9/v1').url)
})
afterAll(({ server }) => { console.log('seen: ' + [...seen, typeof server.command].join(' ')) })
aroundAll(async (run, { languageModel }) => { seen.push('aroundAll', typeof languageModel); await run() })
beforeEach(({ measure }) => { seen.push('beforeEach', typeof measure) })
afterEach(({ findMaxLoad }) => { seen.push('afterEach', typeof findMaxLoad) })
aroundEach(async (run, { loadSweep }) => { seen.push('aroundEach', typeof loadSweep); await run() })
describe('a suite', () => {
  it('measures what beforeAll loaded', async ({ measure }) => {
    onTestFinished(() => { seen.push('finished') })
    onTestFailed(() => { seen.push('failed') })
    const run = await measure(llama.complete('Why?', { maxTokens: 2 }), { requests: 3 })
    expect(run.samples).toHaveLength(3)
    expectTypeOf(run.name).toBeString()
    assert(inject('vitest-llm-bench') !== undefined)
  })
})
suite('another', () => {
  test('has spies', () => { expect(double(2)).toBe(4); expect(double).toHaveBeenCalledOnce() })
  it.skip('has the chain of test', () => {})
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  const each = 'aroundEach function beforeEach function'
  expect(/seen: .*/.exec(output)?.[0].trim()).toBe(
    'seen: aroundAll function beforeAll http://127.0.0.1:9/v1 ' +
      `${each} afterEach function finished ${each} afterEach function function`,
  )
})
