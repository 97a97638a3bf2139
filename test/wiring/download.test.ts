import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configFile, makeProject, modelCache } from '../support/project.ts'
import { runVitest } from '../support/vitest.ts'

const token = 'hf_secretsecretsecret'

/** A hub on this machine that has one model, asks for a token, and counts what it served. */
async function startHub(
  model: () => Buffer,
): Promise<{ url: string; server: Server; served: () => number } & AsyncDisposable> {
  let served = 0
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end()
      return
    }
    if (!request.url?.startsWith('/user/repo/resolve/main/small.gguf')) {
      response.writeHead(404).end()
      return
    }
    const body = model()
    const [, from = '0', to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? []
    const part = body.subarray(Number(from), to === undefined || to === '' ? undefined : Number(to) + 1)
    const ranged = request.headers.range !== undefined
    response.writeHead(ranged ? 206 : 200, {
      'accept-ranges': 'bytes',
      etag: '"one"',
      'content-length': part.length,
      ...(ranged ? { 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${body.length}` } : {}),
    })
    if (request.method === 'HEAD') response.end()
    else {
      served += part.length
      response.end(part)
    }
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/`,
    server,
    served: () => served,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

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
  await using hub = await startHub(micro)
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
  await using hub = await startHub(micro)
  expect(await line({ MODEL_ENDPOINT: hub.url, HF_TOKEN: 'hf_wrong' })).toMatch(/HF_TOKEN/)
  project.write({ 'hub.bench.ts': bench.replace('small.gguf', 'other.gguf') })
  expect(await line({ MODEL_ENDPOINT: hub.url, HF_TOKEN: token })).toMatch(
    /other\.gguf" found no such repository, quantization or file/,
  )
  expect(await line({ MODEL_ENDPOINT: 'http://127.0.0.1:9/' })).toMatch(/network|connect|reach/i)
})
