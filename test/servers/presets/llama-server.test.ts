import { expect, test } from 'vitest'
import { freePort } from '../../../src/servers/life/free-port.ts'
import { llamaServer, type LlamaServerOptions } from '../../../src/servers/presets/llama-server.ts'
import { differenceOf } from '../../../src/servers/metrics/difference.ts'
import { MetricsReader } from '../../../src/servers/metrics/read-metrics.ts'
import type { ServerMetrics } from '../../../src/servers/metrics/server-metrics.ts'
import { clientOf } from '../../http/support/asking.ts'
import { ServerProcess } from '../../../src/servers/life/server-process.ts'
import { noRealModel, realModel } from '../../models/real-model.ts'
import { isAlive, Started } from '../started.ts'
import { llamaCache as cacheDirectory, noLlamaServer } from './real-llama.ts'

function spec(options: Partial<LlamaServerOptions> = {}): ReturnType<typeof llamaServer> {
  return llamaServer({ model: realModel, threads: 1, contextSize: 256, ...options })
}

/** Why there is no server to test; empty when there is one. */
const noServer = noRealModel === false ? noLlamaServer : noRealModel

async function complete(server: ServerProcess, prompt: string, maxTokens: number): Promise<{ usage: unknown }> {
  const response = await fetch(`${server.url}/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: server.spec.model, prompt, max_tokens: maxTokens, temperature: 0 }),
  })
  return (await response.json()) as { usage: unknown }
}

async function metricsOf(url: string): Promise<ServerMetrics | null> {
  using client = clientOf(new URL(url).origin)
  const reading = await new MetricsReader(client, '/metrics', null).read()
  return reading.state === 'read' ? reading.metrics : null
}

test('a real llama-server starts, answers, and its own figures are of what it was asked', async ({ skip }) => {
  skip(noServer !== '', noServer)
  await using started = new Started()
  const server = await started.start(spec({ parallel: 2 }), { cacheDirectory })
  expect(server.version).toMatch(/\d/)
  const models = (await (await fetch(`${server.url}/models`)).json()) as {
    data: { id: string; meta: { n_ctx: number } }[]
  }
  expect(models.data).toMatchObject([{ id: 'stories260K', meta: { n_ctx: 256 } }])

  const before = await metricsOf(server.url)
  const first = await complete(server, 'Once upon a time there was a girl', 16)
  const second = await complete(server, 'Once upon a time there was a girl', 8)
  const after = await metricsOf(server.url)
  if (before === null || after === null) throw new Error('the server has no metrics')

  expect(first.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 16 })
  // The same prompt again, and nothing of it was reused.
  expect(second.usage).toMatchObject({ prompt_tokens_details: { cached_tokens: 0 } })
  const difference = differenceOf(before, after)
  if ('dropped' in difference) throw new Error(difference.dropped)
  const { window } = difference
  expect(window).toMatchObject({
    promptTokens: 22,
    cachedTokens: 0,
    cacheHitShare: 0,
    generatedTokens: 24,
    meanBatch: 1,
  })
  expect(window.decodeMs).toBeGreaterThan(0)
  expect(window.prefillTokensPerSecond).toBeGreaterThan(0)
  if (process.platform === 'linux') expect(server.memory.rssBytes).toBeGreaterThan(1e6)

  await server.stop()
  expect(isAlive(server.pid)).toBe(false)
})

test('with its prompt cache asked for, the server says what it reused', async ({ skip }) => {
  skip(noServer !== '', noServer)
  await using started = new Started()
  const server = await started.start(spec({ parallel: 1, cachePrompt: true }), { cacheDirectory })
  const before = await metricsOf(server.url)
  await complete(server, 'Once upon a time there was a girl', 4)
  await complete(server, 'Once upon a time there was a girl', 4)
  const after = await metricsOf(server.url)
  if (before === null || after === null) throw new Error('the server has no metrics')
  expect(differenceOf(before, after)).toMatchObject({ window: { promptTokens: 22, cachedTokens: 10 } })
})

test('a real llama-server that cannot load its model says so', async ({ skip }) => {
  skip(noServer !== '', noServer)
  await using started = new Started()
  await expect(started.start(spec({ model: import.meta.filename }), { cacheDirectory })).rejects.toMatchObject({
    code: 'server-failed',
    message: expect.stringMatching(
      /^llama-server ended with code 1 before it was ready; its log says: .*load.*server\.log\)$/,
    ),
  })
})

test('the health of another server is not taken for its own', async ({ skip }) => {
  skip(noServer !== '', noServer)
  await using started = new Started()
  const first = await started.start(spec(), { cacheDirectory })
  const ports = [first.port]
  const second = await started.start(spec(), {
    cacheDirectory,
    choosePort: async () => ports.pop() ?? (await freePort()),
  })
  expect(second.port).not.toBe(first.port)
})
