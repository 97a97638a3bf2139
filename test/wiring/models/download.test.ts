import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { whyNoLlamaServer } from '../servers/why-no-llama-server.ts'
import { sha256, startHub } from '../../support/model-hub.ts'
import { configFile, makeProject, modelCache } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const token = 'hf_secretsecretsecret'

function micro(): Buffer {
  const folder = join(modelCache, 'synthetic')
  const file = readdirSync(folder).find((name) => name.startsWith('micro-') && name.endsWith('.gguf')) ?? ''
  return readFileSync(join(folder, file))
}

const bench = `
import { test } from 'vitest-llm-bench'
test('downloaded', async ({ bench, model }) => {
  const llama = await model(process.env.MODEL ?? 'hf:user/repo/small.gguf')
  await bench('downloaded', { requests: 3 }, llama.complete('Why?', { maxTokens: 2 })).run()
})
`

test('a model is downloaded once, measured, found again, and the token is nowhere', async () => {
  await using project = makeProject({
    'first.bench.ts': bench.replace('hf:user/repo/small.gguf', 'synthetic:micro'),
    'hub.bench.ts': bench,
  })
  // Writes the file that the hub will serve.
  expect((await runVitest(project, ['bench', '--run', 'first'])).exitCode).toBe(0)
  await using hub = await startHub({ files: { 'small.gguf': micro() }, token, keptElsewhere: true })
  const cache = join(project.folder, 'hub')
  const env = { MODEL: 'small', HF_ENDPOINT: hub.url, HF_TOKEN: token, HF_HUB_CACHE: cache }
  project.write({
    'vitest.config.ts': configFile(`models: { small: {
      spec: 'hf:user/repo/small.gguf', sha256: '${sha256(micro())}', license: 'mit', tags: ['tiny'],
      load: { contextSize: 96 }, price: { inputPerMTok: 1, outputPerMTok: 1e6 } } }`),
  })
  const first = await runVitest(project, ['bench', '--run', 'hub'], env)
  expect(first.exitCode, first.output).toBe(0)
  const [run] = project.report().runs
  expect(run?.target).toMatchObject({
    spec: 'small',
    source: 'hf',
    contextSize: 96,
    registry: { name: 'small', sha256: [sha256(micro())], license: 'mit', tags: ['tiny'] },
  })
  // Two tokens at a dollar each, and next to nothing for the prompt.
  expect(run?.cost?.usdPerRequest).toBeCloseTo(2, 3)
  expect(hub.served()).toBe(micro().length)
  const served = hub.served()
  const again = await runVitest(project, ['bench', '--run', 'hub'], env)
  expect(again.exitCode, again.output).toBe(0)
  expect(hub.served()).toBe(served)
  // The first process is forgotten by the next, at the latest.
  expect(readdirSync(join(cache, 'models--user--repo/.llm-bench/uses')).length).toBeLessThan(2)
  expect(hub.elsewhere.filter(({ authorization }) => authorization !== null)).toEqual([])

  const left = readdirSync(project.folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  expect([first.output, again.output, ...left].filter((text) => text.includes(token))).toEqual([])
})

test('a gated, a missing and an unreachable model are each one clear line', async () => {
  await using project = makeProject({ 'hub.bench.ts': bench })
  const line = async (env: Record<string, string>): Promise<string> => {
    const cache = { HF_HUB_CACHE: join(project.folder, 'hub') }
    const { exitCode, output } = await runVitest(project, ['bench', '--run'], { ...cache, ...env })
    expect(exitCode).toBe(1)
    expect(output).not.toContain(env['HF_TOKEN'] ?? token)
    return output.split('\n').find((text) => text.startsWith('LlmBenchError')) ?? output
  }
  await using hub = await startHub({ files: { 'small.gguf': micro() }, token })
  expect(await line({ HF_ENDPOINT: hub.url, HF_TOKEN: 'hf_wrong' })).toMatch(/HF_TOKEN/)
  project.write({ 'hub.bench.ts': bench.replace('small.gguf', 'other.gguf') })
  expect(await line({ HF_ENDPOINT: hub.url, HF_TOKEN: token })).toMatch(
    /other\.gguf" found no such repository, quantization or file/,
  )
  expect(await line({ HF_ENDPOINT: 'http://127.0.0.1:9/' })).toMatch(/no connection to 127\.0\.0\.1:9/)
  expect(await line({ HF_HUB_OFFLINE: '1' })).toMatch(/is switched off by HF_HUB_OFFLINE and it is not in the cache/)
})

test('llama-server gets a model that is downloaded for it, and what the registry says of one', async ({ skip }) => {
  const missing = whyNoLlamaServer()
  skip(missing !== '', missing)
  await using project = makeProject({
    'first.bench.ts': bench.replace('hf:user/repo/small.gguf', 'synthetic:micro'),
    'served.bench.ts': `
import { test } from 'vitest-llm-bench'
test.for(['hf:user/repo/small.gguf', 'small'])('%s', async (model, { bench, server }) => {
  const llama = await server.llamaServer({ model, threads: 1 })
  const asked = { maxTokens: 2, ignoreEos: true }
  await bench(model, { requests: 3 }, llama.complete('Why?', asked)).run()
})
`,
  })
  expect((await runVitest(project, ['bench', '--run', 'first'])).exitCode).toBe(0)
  await using hub = await startHub({ files: { 'small.gguf': micro() } })
  project.write({
    'vitest.config.ts': configFile(`models: { small: { spec: 'hf:user/repo/small.gguf',
      load: { contextSize: 320 }, price: { inputPerMTok: 1, outputPerMTok: 1e6 } } }`),
  })
  const env = { HF_ENDPOINT: hub.url, HF_HUB_CACHE: join(project.folder, 'hub') }
  const { exitCode, output } = await runVitest(project, ['bench', '--run', 'served'], env)
  expect(exitCode, output).toBe(0)
  expect(hub.served()).toBe(micro().length)
  const [direct, registered] = project.report().runs
  const given = [direct, registered].map((run) => run?.target.configuration?.['arguments'])
  expect(given).toEqual([expect.not.stringContaining('320'), expect.stringContaining(' 320')])
  expect(direct?.cost?.usdPerRequest).not.toBeCloseTo(2, 3)
  expect(registered?.cost?.usdPerRequest).toBeCloseTo(2, 3)
})
