import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

const fast = { ttft: 2, interToken: 1, tokens: 4 }
const key = 'k-Zx91-not-to-be-seen'

/** A server that knows nothing but the paths it is given here. */
async function gateway(
  answers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>>,
): Promise<AsyncDisposable & { readonly origin: string; readonly asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const answer = answers[`${request.method} ${request.url?.replace(/\?.*/, '')}`]
    if (answer === undefined) response.writeHead(404).end(`{"error":{"message":"no such path"}}`)
    else answer(request, response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => {
        server.close(resolve)
      })
    },
  }
}

function sayYes(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      model: 'm',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Yes.' }, text: 'Yes.', finish_reason: 'stop' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    }),
  )
}

const bench = (name: string, endpoint: string, call = 'chat'): string =>
  testOf(
    name,
    `
  const run = await bench('${name}', { requests: 3, warmup: 1 }, endpoint(${endpoint}).${call}('Why?', { maxTokens: 4, stream: false })).run()
  expect(run.record.requests.succeeded).toBe(3)`,
  )

test('a query, a key in a header of its own, and a list of models that may not be asked for', async () => {
  await using azure = await spawnMockServer({
    ...fast,
    apiKey: key,
    keyHeader: 'api-key',
    query: { 'api-version': '2024-10-21', code: key },
    modelList: 'absent',
    models: ['mine'],
  })
  await using closed = await spawnMockServer({ ...fast, modelList: 'forbidden', models: ['mine'] })
  await using empty = await spawnMockServer({ ...fast, modelList: 'empty', models: ['mine'] })
  const own = `apiKey: '${key}', apiKeyHeader: 'api-key', model: 'mine'`
  await using project = makeProject({
    'ways.bench.ts': [
      imports,
      bench('in the url', `{ url: '${azure.url}?api-version=2024-10-21&code=${key}', ${own} }`),
      bench('as an option', `{ url: '${azure.url}', ${own}, query: { 'api-version': '2024-10-21', code: '${key}' } }`),
      bench(
        'by headers',
        `{ url: '${azure.url}?api-version=2024-10-21&code=${key}', model: 'mine', headers: { 'api-key': '${key}' } }`,
      ),
      bench('without a query', `{ url: '${azure.url}', ${own} }`),
      bench(
        'another key',
        `{ url: '${azure.url}?api-version=2024-10-21&code=${key}', model: 'mine', apiKey: 'wrong-${key}', apiKeyHeader: 'api-key' }`,
      ),
      bench('forbidden', `{ url: '${closed.url}', model: 'mine' }`),
      bench('forbidden and not named', `'${closed.url}'`),
      bench('empty', `{ url: '${empty.url}', model: 'mine' }`),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('3 failed | 5 passed')
  const plain = output.replaceAll(/\s+/g, ' ')
  expect(plain).toMatch(
    /answered \/chat\/completions with status 404: Resource not found: does the path of the url lack "\/v1"\?/,
  )
  expect(plain).toMatch(/answered \/models with status 401|answered \/chat\/completions with status 401/)
  expect(plain).toMatch(
    /answered \/models with status 403: this key may not list models: give an apiKey that may ask for it, or name the model/,
  )
  for (const name of ['in the url', 'as an option', 'by headers']) {
    expect(runOf(project, name).target).toMatchObject({
      model: 'mine',
      listed: null,
      spec: `${azure.url}?api-version=2024-10-21&code=…`,
    })
  }
  expect(runOf(project, 'forbidden').target.listed).toBe(null)
  expect(runOf(project, 'empty').target.listed).toBe(false)
  const markdown = project.read('llm-bench-report/report.md')
  expect(markdown).toContain("mine (not in the server's list of models)")
  const everything = [output, markdown, JSON.stringify(project.report()), ...project.journals().flat()].join('\n')
  expect(everything).not.toContain(key)
})

test('paths of its own, and a health check that is another, or none', async () => {
  await using server = await gateway({
    'GET /status': (_request, response) => void response.end('fine'),
    'POST /api/generate': sayYes,
    'POST /root/complete': sayYes,
    'GET /api/all': (_request, response) => void response.end('{"data":[{"id":"listed"}]}'),
  })
  const url = `url: '${server.origin}/api'`
  await using project = makeProject({
    'paths.bench.ts': [
      imports,
      bench('health', `{ ${url}, model: 'm', health: '/status', paths: { chat: 'generate' } }`),
      bench(
        'none',
        `{ ${url}, model: 'm', health: false, paths: { completion: '/root/complete?a=b' }, query: { c: 1 } }`,
        'complete',
      ),
      bench('list', `{ ${url}, paths: { chat: 'generate', models: 'all' } }`),
      bench('missing', `{ ${url}, model: 'm', health: '/nowhere' }`),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('1 failed | 3 passed')
  expect(output.replaceAll(/\s+/g, ' ')).toContain(
    "answered /nowhere with status 404: no such path: correct the endpoint's option health",
  )
  expect(new Set(server.asked.filter((asked) => !asked.endsWith('/metrics')))).toEqual(
    new Set(['GET /status', 'POST /api/generate', 'POST /root/complete?a=b&c=1', 'GET /api/all', 'GET /nowhere']),
  )
  expect(runOf(project, 'list').target).toMatchObject({ model: 'listed', listed: true })
})

test('an endpoint that is not ready is waited for, as long as was said', async () => {
  await using loading = await spawnMockServer({ ...fast, loading: 86_400_000 })
  await using soon = await spawnMockServer({ ...fast, loading: 3000 })
  await using project = makeProject({
    'ready.bench.ts': [
      imports,
      bench('soon', `{ url: '${soon.url}', readyTimeout: 60_000 }`),
      bench('never', `{ url: '${loading.url}', readyTimeout: 700 }`),
      bench('nobody', `{ url: 'http://127.0.0.1:9/v1', readyTimeout: 300 }`),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('2 failed | 1 passed')
  const plain = output.replaceAll(/\s+/g, ' ')
  expect(plain).toMatch(/was not ready within 700 ms \(status 503: Loading model\): raise readyTimeout/)
  expect(plain).toMatch(/was not ready within 300 ms \(.*ECONNREFUSED.*\): raise readyTimeout/)
})
