import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const key = 'sk-test-0123456789abcdef'
const modelFile = `
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
// Its name tells which process imported it.
const name: string = process.argv[1]?.includes('load-host') ? 'host' : 'worker'
const provider = createOpenAICompatible({
  name, baseURL: process.env.MOCK_URL as string, apiKey: process.env.MOCK_API_KEY as string, includeUsage: true,
})
export default provider('mock-model')
export const unknown = () => provider('gpt-nobody')
`

test('a model in a module is timed in a load host, a model object in the worker, and the report tells them apart', async () => {
  await using server = await spawnMockServer({ ttft: 15, interToken: 2, tokens: 8, apiKey: key })
  await using project = makeProject({
    // Below a folder of its own, with a space, and imported without its extension: Vite finds it.
    'my models/model.ts': modelFile,
    'lm.bench.ts': `
import { expect, price, concurrent, test } from 'vitest-llm-bench'
import model from './my models/model'
const options = { requests: 12, warmup: 2 }
test('by import', async ({ bench, languageModel }) => {
  const gpt = languageModel(() => import('./my models/model'), { price: price({ inputPerMTok: 1, outputPerMTok: 2 }) })
  const run = await bench('by import', options, gpt.chat('Why?', { maxTokens: 8 })).run()
  expect(run).toHaveSuccessRateAbove(0.5)
})
test('by URL', async ({ bench, languageModel }) => {
  const gpt = languageModel(new URL('./my models/model.ts', import.meta.url), { hosts: 2 })
  await bench('by URL', { ...options, load: concurrent(4) }, gpt.chat({ tokens: 5 }, { maxTokens: 8 })).run()
})
test('live', async ({ bench, languageModel }) => {
  const gpt = languageModel(model, { price: price({ inputPerMTok: 1, outputPerMTok: 2 }) })
  const seen: number[] = []
  const validate = ({ text }: { text: string }) => (seen.push(text.length), seen.length % 2 === 0 ? true : 'odd')
  await bench('live', { ...options, load: concurrent(3) }, gpt.chat('Why?', { maxTokens: 8, validate })).run()
  expect(await gpt.chat('Why?')()).not.toBe('')
})
test('money', async ({ bench, languageModel }) => {
  const priced = { price: price({ inputPerMTok: 0, outputPerMTok: 1000 }) }
  const limited = { requests: 50, warmup: 0, maxUsd: 0.03 }
  await bench('money', limited, languageModel(model, priced).chat('Why?', { maxTokens: 8 })).run()
  const inHost = languageModel(() => import('./my models/model'), priced)
  await bench('money in a host', limited, inHost.chat('Why?', { maxTokens: 8, validate: () => 'bad' })).run().catch(() => {})
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'], { MOCK_URL: server.url, MOCK_API_KEY: key })
  expect(exitCode, output).toBe(0)
  const runs = new Map(project.report().runs.map((run) => [run.name, run]))
  const [byImport, byUrl, live] = ['by import', 'by URL', 'live'].map((name) => runs.get(name))
  const target = {
    kind: 'language-model',
    model: 'mock-model',
    spec: 'host.chat/mock-model',
    engine: 'host.chat',
    device: null,
  }
  for (const run of [byImport, byUrl]) {
    expect(run).toMatchObject({ provenance: 'measured', target, requests: { attempted: 12, succeeded: 12 } })
    expect(run?.target).toHaveProperty('timedIn', 'host')
    expect(run?.tokens).toMatchObject({ output: 96, source: 'usage' })
  }
  expect(byImport?.cost).toMatchObject({ kind: 'declared' })
  expect(byUrl).toMatchObject({ cost: null, load: { hosts: 2 } })
  expect(live).toMatchObject({
    target: { ...target, spec: 'worker.chat/mock-model', engine: 'worker.chat', timedIn: 'worker' },
    load: { hosts: 1 },
  })
  expect(live?.requests.failures).toEqual({ 'invalid-answer': 6 })
  // 8 tokens cost 0.008 USD: the fourth might go beyond 0.03.
  for (const name of ['money', 'money in a host']) {
    expect(runs.get(name)).toMatchObject({ requests: { attempted: 3 }, load: { endedBy: 'cost' } })
  }
  expect(runs.get('money in a host')?.requests.failures).toEqual({ 'invalid-answer': 3 })
  // Every request of every run was written down, and of two runs what was refused afterwards.
  expect(
    project
      .journals()
      .map((lines) => lines.length)
      .toSorted((left, right) => left - right),
  ).toEqual([4, 7, 15, 17, 24])
  expect(JSON.stringify(project.journals()) + project.read('llm-bench-report/report.json') + output).not.toContain(key)
})

test('an import is found below the root of its project, whatever runs the project', async () => {
  await using server = await spawnMockServer({ ttft: 5, interToken: 1, tokens: 4, apiKey: key })
  const projects = "projects: [{ extends: true, root: 'packages/one', test: { name: 'one' } }]"
  await using project = makeProject({
    'vitest.config.ts': configFile('', projects),
    'model.ts': "throw new Error('the model of another project')",
    'packages/one/model.ts': modelFile,
    'packages/one/a.test.ts': `
import { expect, test, vi } from 'vitest'
import { test as llm } from 'vitest-llm-bench'
vi.mock('./nothing.ts', () => ({}))
llm('one', async ({ languageModel }) => {
  expect(await languageModel(() => import('./model.ts')).chat('Why?')()).not.toBe('')
})
`,
  })
  const environment = { MOCK_URL: server.url, MOCK_API_KEY: key }
  for (const pool of ['forks', 'threads']) {
    const { exitCode, output } = await runVitest(project, ['--run', '--pool', pool], environment)
    expect(exitCode, output).toBe(0)
    expect(output).toContain('1 passed')
  }
})

test('what is wrong is said in one line that names the way out', async () => {
  await using server = await spawnMockServer({ tokens: 8, apiKey: key })
  await using project = makeProject({
    'vitest.config.ts': configFile('', 'reporters: ["verbose"]'),
    'model.ts': modelFile,
    'broken.ts': "import './missing'\nexport default 1",
    'errors.test.ts': `
import { expect, test } from 'vitest-llm-bench'
const once = { requests: 2, warmup: 1 }
test('first failure', async ({ measure, languageModel }) => {
  const gpt = languageModel({ module: () => import('./model.ts'), export: 'unknown' })
  await expect(measure(gpt.chat('Why?'), once)).rejects.toThrow(/none of 1 requests succeeded \\(http-status: status 404: .*gpt-nobody/)
})
test('no such export', async ({ measure, languageModel }) => {
  const gpt = languageModel({ module: 'model.ts', export: 'claude' })
  await expect(measure(gpt.chat('Why?'), once)).rejects.toThrow(/there is no export claude; there are default, unknown/)
})
test('no import', async ({ measure, languageModel }) => {
  const gpt = languageModel(new URL('./broken.ts', import.meta.url))
  await expect(measure(gpt.chat('Why?'), once)).rejects.toThrow(/cannot be imported: .*relative imports need their file extension/)
})
test('no source and no option', async ({ languageModel }) => {
  expect(() => languageModel('openai/gpt-4o' as never)).toThrow(/"openai.gpt-4o" is not allowed here; give the model itself/)
  expect(() => languageModel(new URL('./model.ts', import.meta.url), { timeout: -1 })).toThrow('languageModel(source, { timeout }): -1 is not allowed here')
  expect(() => languageModel(new URL('./model.ts', import.meta.url), { apiKey: 'x' } as never)).toThrow(/there is no option "apiKey"; there are timeout, hosts, price, answersAs$/)
  const gpt = languageModel(new URL('./model.ts', import.meta.url))
  expect(() => gpt.chat('a', { ignoreEos: true } as never)).toThrow(/ignoreEos ..: true is not allowed here; give callOptions: .* for the AI SDK has no such setting/)
  expect(() => gpt.chat('a', { callOptions: { seed: 1 } })).toThrow(/callOptions.seed ..: this field is not allowed here; give option seed/)
  expect(() => gpt.chat('a', { callOptions: { stopWhen: () => true } })).toThrow(/callOptions.stopWhen ..: a function is not allowed here; give what JSON can hold/)
  expect(() => gpt.chat('a', { body: {} } as never)).toThrow(/there is no option "body"/)
  const live = (await import('./model.ts')).default
  expect(() => languageModel(live, { hosts: 2 })).toThrow(/2 with a model object is not allowed here; give a module/)
})
test('a request outside of any run', async ({ languageModel }) => {
  const gpt = languageModel(() => import('./model.ts'))
  expect((await gpt.chat('Why?', { maxTokens: 3 })()).trim().split(' ')).toHaveLength(3)
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'], { MOCK_URL: server.url, MOCK_API_KEY: key })
  expect(exitCode, output).toBe(0)
  expect(output).not.toContain(key)
})
