import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startHub } from '../../support/model-hub.ts'
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
  const llama = await model('hf:user/repo/small.gguf')
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
  project.write({ 'vitest.config.ts': configFile().replace(JSON.stringify(modelCache), `'./cache'`) })
  await using hub = await startHub(micro, token)
  const env = { MODEL_ENDPOINT: hub.url, HF_TOKEN: token }
  const first = await runVitest(project, ['bench', '--run', 'hub'], env)
  expect(first.exitCode, first.output).toBe(0)
  expect(hub.served()).toBeGreaterThanOrEqual(micro().length)
  const served = hub.served()
  const again = await runVitest(project, ['bench', '--run', 'hub'], env)
  expect(again.exitCode, again.output).toBe(0)
  // Headers may be asked for again; the weights are not.
  expect(hub.served() - served).toBeLessThan(micro().length / 2)

  const left = readdirSync(project.folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  expect([first.output, again.output, ...left].filter((text) => text.includes(token))).toEqual([])
})

test('a gated, a missing and an unreachable model are each one clear line', async () => {
  await using project = makeProject({ 'hub.bench.ts': bench })
  project.write({ 'vitest.config.ts': configFile().replace(JSON.stringify(modelCache), `'./cache'`) })
  const line = async (env: Record<string, string>): Promise<string> => {
    const { exitCode, output } = await runVitest(project, ['bench', '--run'], env)
    expect(exitCode).toBe(1)
    expect(output).not.toContain(env['HF_TOKEN'] ?? token)
    return output.split('\n').find((text) => text.startsWith('LlmBenchError')) ?? output
  }
  await using hub = await startHub(micro, token)
  expect(await line({ MODEL_ENDPOINT: hub.url, HF_TOKEN: 'hf_wrong' })).toMatch(/HF_TOKEN/)
  project.write({ 'hub.bench.ts': bench.replace('small.gguf', 'other.gguf') })
  expect(await line({ MODEL_ENDPOINT: hub.url, HF_TOKEN: token })).toMatch(
    /other\.gguf" found no such repository, quantization or file/,
  )
  expect(await line({ MODEL_ENDPOINT: 'http://127.0.0.1:9/' })).toMatch(/network|connect|reach/i)
})
