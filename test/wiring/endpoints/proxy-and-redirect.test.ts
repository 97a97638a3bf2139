import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { forwardProxy } from '../../http/support/forward-proxy.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

let server: SpawnedMockServer
let redirecting: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 5, interToken: 1, tokens: 4 })
  redirecting = await spawnMockServer({ ttft: 5, interToken: 1, tokens: 4, faults: [{ kind: 'redirect' }] })
})
afterAll(async () => {
  await server.close()
  await redirecting.close()
})

const runFor = (name: string, endpoint: string): string =>
  testOf(
    name,
    `await bench('${name}', { requests: 5, warmup: 2 }, endpoint(${endpoint}).chat('Why?', { maxTokens: 4 })).run()`,
  )

test('the proxy of the environment, and that of the option, are gone through and said; this machine is not', async () => {
  const user = `Basic ${Buffer.from('me:hunter22').toString('base64')}`
  await using proxy = await forwardProxy({ to: server.port, authorization: user })
  await using other = await forwardProxy({ to: server.port })
  const url = "'http://llm.internal.test/v1'"
  await using project = makeProject({
    'proxy.bench.ts': [
      imports,
      runFor('environment', url),
      runFor('option', `{ url: ${url}, proxy: '127.0.0.1:${other.port}' }`),
      runFor('own machine', `'${server.url}'`),
      runFor('none', `{ url: 'http://llm.invalid/v1', model: 'm', proxy: false }`),
      runFor('set by the test', `(process.env['no_proxy'] = '*', 'http://other.invalid/v1')`),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'], {
    HTTP_PROXY: `http://me:hunter22@127.0.0.1:${proxy.port}`,
    NO_PROXY: 'example.com',
  })
  expect(output).toContain('2 failed | 3 passed')
  expect(runOf(project, 'environment')).toMatchObject({ target: { proxy: proxy.url }, requests: { succeeded: 5 } })
  expect(runOf(project, 'option')).toMatchObject({ target: { proxy: other.url }, requests: { succeeded: 5 } })
  expect(runOf(project, 'own machine')).toMatchObject({ target: { proxy: null }, requests: { succeeded: 5 } })
  expect(output).toContain('endpoint http://llm.invalid cannot be found')
  expect(output).toContain('endpoint http://other.invalid cannot be found')
  expect(proxy.heads.every((head) => head.includes('http://llm.internal.test/'))).toBe(true)
  expect(output).not.toContain('hunter22')
  const written = ['report.md', 'report.json'].map((name) => project.read(`llm-bench-report/${name}`)).join('\n')
  expect(written).toContain(proxy.url.replace('http://', ''))
  expect(written).not.toMatch(/hunter22|bWU6aHVudGVyMjI/)
})

test('a proxy that refuses ends the test with its own words', async () => {
  await using proxy = await forwardProxy({ to: server.port, authorization: 'Basic x' })
  await using project = makeProject({
    'proxy.bench.ts': [imports, runFor('refused', "'https://llm.internal.test/v1'")].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'], { https_proxy: proxy.url })
  expect(output).toContain(
    `endpoint https://llm.internal.test cannot be reached through a proxy (the proxy ${proxy.url} (https_proxy) ` +
      'answered 407 Proxy Authentication Required: put a user and a password into its address)',
  )
})

test('a redirect within the server is followed, paid for once, and said', async () => {
  await using project = makeProject({
    'redirect.bench.ts': [
      imports,
      runFor('led', `'${redirecting.url}'`),
      testOf(
        'cold',
        `await bench('cold', { requests: 5, warmup: 0 }, endpoint('${redirecting.url}').chat('Why?', { maxTokens: 4 })).run()`,
      ),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('2 passed')
  const to = '/v1/chat/completions/'
  expect(runOf(project, 'led').http).toMatchObject({ redirected: 0, redirectedTo: to, statuses: { 200: 5 } })
  expect(runOf(project, 'cold').http).toMatchObject({ redirected: 1, redirectedTo: to })
  expect(runOf(project, 'led').checks).toContainEqual(expect.objectContaining({ id: 'redirected', status: 'ok' }))
  expect(runOf(project, 'cold').checks).toContainEqual(expect.objectContaining({ id: 'redirected', status: 'warning' }))
})
