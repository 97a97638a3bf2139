import { concurrent, expect, rate, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'

// There is no model behind this address: a mock server with programmed times, started below, so that
// the example runs anywhere. For your own service leave it out and give `endpoint` its address:
//   endpoint('http://127.0.0.1:8000/v1'), or endpoint({ url, model, apiKey: process.env.API_KEY })
const programmed = { ttft: 20, interToken: 2, tokens: 40 }

test('ten clients of an endpoint', async ({ bench, endpoint, onTestFinished }) => {
  const server = await spawnMockServer(programmed)
  onTestFinished(async () => await server.close())
  const service = endpoint(server.url)
  const answer = service.chat('Why is the sky blue?', { maxTokens: 40 })
  const run = await bench('10 clients', { load: concurrent(10) }, answer).run()

  // Generous limits: the point here is the report, whatever machine this runs on.
  expect(run).toMeetSLO({ ttft: { p95: 2000 }, tpot: { p95: 200 }, successRate: 0.9 })
  expect(run).toHaveGoodputAbove(0.8, { ttft: 2000, latency: 10_000 })
  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toHaveThroughputAbove(1)
})

test('twenty requests a second', async ({ bench, endpoint, onTestFinished }) => {
  const server = await spawnMockServer(programmed)
  onTestFinished(async () => await server.close())
  const service = endpoint(server.url)
  const answer = service.chat('Why is the sky blue?', { maxTokens: 40 })
  const run = await bench('20/s', { load: rate(20) }, answer).run()

  // Users come whether or not earlier ones are served: `response` counts from when they came.
  expect(run).toMeetSLO({ ttft: { p95: 2000 }, response: { p95: 10_000 }, successRate: 0.9 })
  expect(run).toHaveGoodputAbove(0.8, { ttft: 2000, response: 10_000 })
  expect(run).toHaveSuccessRateAbove(0.9)
})
