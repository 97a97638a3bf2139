import { expect, test } from 'vitest'
import { startMockServer } from '../../src/mock-server/index.ts'
import { ask, chat, RawClient } from './raw-client.ts'

async function scrape(port: number): Promise<(line: string) => number> {
  const answer = await ask(port, { method: 'GET', path: '/metrics' })
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
  const lines = answer.body.toString().trimEnd().split('\n')
  for (const line of lines) expect(line).toMatch(/^(# (HELP|TYPE) \S+ .+|[a-z0-9_:]+(\{[^}]+\})? [\d.e+-]+)$/)
  return (name) => {
    const found = lines.find((line) => line.startsWith(`${name} `))
    expect(found, name).toBeDefined()
    return Number(found?.slice(name.length + 1))
  }
}

test('vLLM metrics tell what was done: queue, prefill and decode times, tokens, cache', async () => {
  await using server = await startMockServer({ ttft: 30, interToken: 5, tokens: 5, slots: 1, prefixCache: true })
  await Promise.all([ask(server.port, { body: chat() }), ask(server.port, { body: chat() })])
  const value = await scrape(server.port)
  const labels = 'engine="0",model_name="mock-model"'
  const seconds = (name: string): number => value(`vllm:${name}_seconds_sum{${labels}}`)
  expect(value(`vllm:generation_tokens_total{${labels}}`)).toBe(10)
  expect(value(`vllm:prompt_tokens_total{${labels}}`)).toBe(8)
  expect(value(`vllm:prefix_cache_queries_total{${labels}}`)).toBe(8)
  expect(value(`vllm:prefix_cache_hits_total{${labels}}`)).toBe(3)
  expect(value(`vllm:request_success_total{${labels},finished_reason="stop"}`)).toBe(2)
  expect(value(`vllm:num_requests_running{${labels}}`)).toBe(0)
  expect(value(`vllm:num_requests_waiting{${labels}}`)).toBe(0)
  const [first, second] = server.stamps()
  // The second waited until the first was complete.
  expect(seconds('request_queue_time')).toBeGreaterThanOrEqual(
    ((first?.ended ?? Number.NaN) - (second?.received ?? 0)) / 1000,
  )
  expect(seconds('request_prefill_time')).toBeGreaterThanOrEqual(0.06)
  // A late first token shortens the time to the last, which keeps its schedule.
  expect(seconds('request_decode_time')).toBeGreaterThan(0)
  expect(seconds('request_inference_time')).toBeCloseTo(
    seconds('request_prefill_time') + seconds('request_decode_time'),
    9,
  )
  expect(seconds('time_to_first_token')).toBeCloseTo(seconds('request_queue_time') + seconds('request_prefill_time'), 9)
  expect(seconds('inter_token_latency')).toBeCloseTo(seconds('request_decode_time'), 9)
  expect(value(`vllm:inter_token_latency_seconds_count{${labels}}`)).toBe(8)
  expect(value(`vllm:e2e_request_latency_seconds_bucket{${labels},le="+Inf"}`)).toBe(2)
  expect(seconds('e2e_request_latency')).toBeGreaterThanOrEqual(
    ((first?.writes.at(-1) ?? 0) - (first?.received ?? 0)) / 1000,
  )
})

test('running and waiting requests are gauges, a client that leaves is an abort', async () => {
  await using server = await startMockServer({
    ttft: 1,
    interToken: 1,
    slots: 1,
    faults: [{ kind: 'stall', after: 1 }],
  })
  const labels = 'engine="0",model_name="mock-model"'
  const clients = await Promise.all([1, 2].map(async () => await RawClient.open(server.port)))
  await Promise.all(clients.map(async (client) => await client.request({ body: chat(), waitMs: 60 })))
  const during = await scrape(server.port)
  expect(during(`vllm:num_requests_running{${labels}}`)).toBe(1)
  expect(during(`vllm:num_requests_waiting{${labels}}`)).toBe(1)
  for (const client of clients) client.socket.destroy()
  let aborted = 0
  while (aborted < 2)
    aborted = (await scrape(server.port))(`vllm:request_success_total{${labels},finished_reason="abort"}`)
  const after = await scrape(server.port)
  expect(after(`vllm:num_requests_running{${labels}}`)).toBe(0)
  expect(after(`vllm:num_requests_waiting{${labels}}`)).toBe(0)
})

test('llama-server metrics tell the same under its names', async () => {
  await using server = await startMockServer({
    ttft: 20,
    interToken: 5,
    tokens: 6,
    prefixCache: true,
    metrics: 'llama-server',
  })
  await ask(server.port, { body: chat() })
  await ask(server.port, { body: chat({ stream: false }) })
  const value = await scrape(server.port)
  expect(value('llamacpp:prompt_tokens_total')).toBe(4 + 1)
  expect(value('llamacpp:prompt_tokens_cached_total')).toBe(3)
  expect(value('llamacpp:tokens_predicted_total')).toBe(12)
  expect(value('llamacpp:n_decode_total')).toBe(12)
  expect(value('llamacpp:n_busy_slots_per_decode')).toBe(1)
  expect(value('llamacpp:n_tokens_max')).toBe(10)
  expect(value('llamacpp:prompt_seconds_total')).toBeGreaterThanOrEqual(0.04)
  expect(value('llamacpp:tokens_predicted_seconds_total')).toBeGreaterThan(0.025)
  expect(value('llamacpp:requests_processing')).toBe(0)
  expect(value('llamacpp:requests_deferred')).toBe(0)
})

test('SGLang metrics tell the same under its names, and no cached tokens before there are any', async () => {
  await using server = await startMockServer({
    ttft: 5,
    interToken: 1,
    tokens: 6,
    prefixCache: true,
    metrics: 'sglang',
  })
  await ask(server.port, { body: chat() })
  const before = (await ask(server.port, { method: 'GET', path: '/metrics' })).body.toString()
  expect(before).toContain('# TYPE sglang:cached_tokens_total counter')
  expect(before).not.toMatch(/^sglang:cached_tokens_total/m)
  await ask(server.port, { body: chat() })
  const value = await scrape(server.port)
  const labels = 'model_name="mock-model"'
  expect(value(`sglang:num_requests_total{${labels}}`)).toBe(2)
  expect(value(`sglang:prompt_tokens_total{${labels}}`)).toBe(8)
  expect(value(`sglang:cached_tokens_total{${labels}}`)).toBe(3)
  expect(value(`sglang:generation_tokens_total{${labels}}`)).toBe(12)
  expect(value(`sglang:time_to_first_token_seconds_count{${labels}}`)).toBe(2)
})

test('without metrics there is no page', async () => {
  await using server = await startMockServer({ metrics: false })
  expect((await ask(server.port, { method: 'GET', path: '/metrics' })).status).toBe(404)
})
