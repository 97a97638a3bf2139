import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { plain } from '../../http/support/messages.ts'
import { scriptedServer } from '../../http/support/scripted-server.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

const fast = { ttft: 5, interToken: 1, tokens: 4 } as const
const runFor = (name: string, endpoint: string): string =>
  testOf(
    name,
    `await bench('${name}', { requests: 5, warmup: 2 }, endpoint(${endpoint}).chat('Why?', { maxTokens: 4 })).run()`,
  )

test('of a server that serves one connection at a time the figures come over the connection of the load', async () => {
  await using server = await spawnMockServer({ ...fast, oneConnection: true })
  await using without = await spawnMockServer({ ...fast, oneConnection: true, metrics: false })
  await using project = makeProject({
    'one.bench.ts': [imports, runFor('with', `'${server.url}'`), runFor('without', `'${without.url}'`)].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('2 passed')
  expect(runOf(project, 'with')).toMatchObject({ server: { server: 'vllm', requests: 5 }, http: { connected: 0 } })
  expect(runOf(project, 'without')).toMatchObject({ server: null, http: { connected: 0 } })
  expect((await server.counts()).connections).toBe(1)
  expect((await without.counts()).connections).toBe(1)
})

test('the key goes to the metrics of the endpoint that ask for it, and to nobody else', async () => {
  const apiKey = 'sk-metrics-0123456789'
  await using server = await spawnMockServer({ ...fast, apiKey, metricsKey: true })
  await using other = await scriptedServer(() => [plain('', '401 Unauthorized')])
  const elsewhere = `http://127.0.0.1:${other.port}/metrics`
  await using project = makeProject({
    'key.bench.ts': [
      imports,
      runFor('own', `{ url: '${server.url}', apiKey: '${apiKey}' }`),
      runFor('given', `{ url: '${server.url}', apiKey: '${apiKey}', metrics: '/metrics' }`),
      runFor('off', `{ url: '${server.url}', apiKey: '${apiKey}', metrics: false }`),
      runFor('elsewhere', `{ url: '${server.url}', apiKey: '${apiKey}', metrics: '${elsewhere}?token=hunter22' }`),
      runFor('nothing there', `{ url: '${server.url}', apiKey: '${apiKey}', metrics: '/nothing' }`),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('2 failed | 3 passed')
  for (const name of ['own', 'given'])
    expect(runOf(project, name).server).toMatchObject({ server: 'vllm', requests: 5 })
  expect(runOf(project, 'off').server).toBeNull()
  expect(output).toContain(
    `the metrics at ${elsewhere}?… cannot be read: status 401: Unauthorized (no key is sent there: it goes to the ` +
      "endpoint's own origin only): correct the option metrics, or leave it out",
  )
  expect(output).toMatch(/the metrics at http:\/\/127\.0\.0\.1:\d+\/nothing cannot be read: status 404: /)
  expect(other.requests).toHaveLength(1)
  expect(other.requests.join('')).not.toContain(apiKey)
  expect(output).not.toMatch(/hunter22|sk-metrics/)
})

test("figures come from another server, where its address is given, and hold the run's requests", async () => {
  await using server = await spawnMockServer({ ...fast, metrics: false })
  let requests = 0
  await using other = await scriptedServer(() => [
    plain(
      `vllm:request_success_total{model_name="m"} ${(requests += 5)}\nvllm:prompt_tokens_total{model_name="m"} 9\n`,
    ),
  ])
  await using project = makeProject({
    'other.bench.ts': [
      imports,
      runFor('other', `{ url: '${server.url}', metrics: 'http://127.0.0.1:${other.port}/metrics' }`),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  expect(output).toContain('1 passed')
  expect(runOf(project, 'other').server).toMatchObject({ server: 'vllm', requests: 5 })
})

test('of workers behind one address, whose counters are subtracted, the figures are left out, with the reason', async () => {
  await using server = await spawnMockServer({ ...fast, metrics: false })
  const counters = [
    [100, 10],
    [40, 90],
  ] as const
  let asked = 0
  await using router = await scriptedServer(() => {
    const [requests, tokens] = counters[asked++ % 2] ?? [0, 0]
    return [plain(`vllm:request_success_total ${requests}\nvllm:prompt_tokens_total ${tokens}\n`)]
  })
  await using project = makeProject({
    'router.bench.ts': [
      imports,
      runFor('router', `{ url: '${server.url}', metrics: 'http://127.0.0.1:${router.port}/metrics' }`),
    ].join('\n'),
  })
  await runVitest(project, ['bench', '--run'])
  const { server: figures, checks } = runOf(project, 'router')
  expect(figures).toMatchObject({
    requests: null,
    promptTokens: null,
    dropped: expect.stringContaining(' fell between'),
  })
  expect(checks.find(({ id }) => id === 'server-clock')).toMatchObject({ status: 'warning' })
  expect(project.read('llm-bench-report/report.md')).toMatch(
    /Left out: its count of \w+ ?\w* fell between two readings/,
  )
})

test('cached tokens that answers leave unsaid come from the counters, and prefill is told over all requests', async () => {
  const cache = { ttft: 20, interToken: 1, tokens: 4, prefixCache: 0.7, cachedInUsage: false } as const
  await using vllm = await spawnMockServer(cache)
  await using sglang = await spawnMockServer({ ...cache, metrics: 'sglang' })
  await using llama = await spawnMockServer({ ...cache, metrics: 'llama-server' })
  const claimed = (name: string, url: string): string =>
    testOf(
      name,
      `const run = await bench('${name}', { requests: 5, warmup: 2 },
        endpoint('${url}').complete({ tokens: 100 }, { maxTokens: 4 })).run()
      expect(run).toHavePercentileBelow(50, 1e6, { of: 'prefillSpeed' })`,
    )
  await using project = makeProject({
    'cache.bench.ts': [
      imports,
      claimed('vllm', vllm.url),
      claimed('sglang', sglang.url),
      claimed('llama', llama.url),
    ].join('\n'),
  })
  const { output } = await runVitest(project, ['bench', '--run'])
  for (const name of ['vllm', 'sglang', 'llama']) {
    const { tokens, metrics, checks, claims } = runOf(project, name)
    const { input, cached } = tokens
    expect(tokens).toMatchObject({ cachedSource: 'server', cached: Math.floor(0.7 * ((input ?? 0) / 5)) * 5 })
    const { prefillSpeed, ttft } = metrics
    expect(prefillSpeed.n).toBe(1)
    expect(prefillSpeed.mean).toBeCloseTo((((input ?? 0) - (cached ?? 0)) * 1000) / ((ttft.mean ?? 0) * 5), 6)
    expect(checks.find(({ id }) => id === 'prefix-cache')).toMatchObject({
      status: 'invalid',
      message: expect.stringContaining("by the server's metrics over the same requests"),
    })
    expect(claims[0]?.verdict, output).toBe('inconclusive')
    expect(claims[0]?.rests.doubts.join()).toContain("by the server's counters, so that prefillSpeed has one value")
  }
  expect(project.read('llm-bench-report/report.md')).toMatch(/in \(350 cached, [\d.]+ % by the server's own counters\)/)
})
