import { anthropic, concurrent, expect, google, openai, ownPrices, price, test } from 'vitest-llm-bench'

// 30 W and 0.15 USD/kWh are assumed until vitest.config.ts declares them, as it should:
// llmBench({ power: { watts: 30 }, electricity: { usdPerKwh: 0.15 }, hardware: { usd: 2000, years: 4, utilization: 0.3 } })
const accept = ['assumed'] as const

const shapes = [
  { name: 'a short answer: 40 in, 24 out', input: 40, output: 24, requests: 60 },
  { name: 'a document: 400 in, 16 out', input: 400, output: 16, requests: 20 },
] as const

test.for(shapes)('a local answer against APIs: $name', async ({ name, input, output, requests }, { bench, model }) => {
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const answer = llama.complete({ tokens: input }, { maxTokens: output, ignoreEos: true })
  const run = await bench(name, { requests }, answer).run()

  // Dated public prices, each request priced by itself; a batch only by a factor that is declared.
  expect(run).toSaveCostVs(openai, 0.1, { accept })
  expect(run).toSaveCostVs(openai('gpt-4o-mini'), 0.1, { accept })
  expect(run).toSaveCostVs(openai('gpt-4o-mini', { service: 'batch', factor: 0.5 }), 0.1, { accept })
  expect(run).toSaveCostVs(anthropic, 0.1, { accept })
  expect(run).toSaveCostVs(google, 0.1, { accept })
  // A price of one's own.
  expect(run).toSaveCostVs(price({ inputPerMTok: 0.1, outputPerMTok: 0.4, name: 'our cluster' }), 0.1, { accept })
  // Electricity of a request, a million tokens, and a month at 30,000 requests a day.
  expect(run).toCostLessThan(0.001, { accept })
  expect(run).toCostLessThan(10, { per: '1M tokens', accept })
  expect(run).toCostLessThan(100, { per: 'month', requestsPerDay: 30_000, month: '365/12 days', accept })
})

test('several clients share the power of the machine', async ({ bench, model }) => {
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const answer = llama.complete({ tokens: 40 }, { maxTokens: 24, ignoreEos: true })
  const run = await bench('4 clients, 40 in, 24 out', { load: concurrent(4), requests: 60 }, answer).run()
  expect(run).toSaveCostVs(openai, 0.1, { accept })
  expect(run).toCostLessThan(10, { per: '1M tokens', accept })
})

test('a contract: a list of prices with its date', async ({ bench, model }) => {
  const contract = ownPrices({
    name: 'an example of a contract',
    date: '2026-01-01',
    models: { small: { inputPerMTok: 0.15, outputPerMTok: 0.6, batch: { inputPerMTok: 0.075, outputPerMTok: 0.3 } } },
  })
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const answer = llama.complete({ tokens: 40 }, { maxTokens: 24, ignoreEos: true })
  const run = await bench('against a contract', { requests: 30 }, answer).run()
  expect(run).toSaveCostVs(contract('small'), 0.1, { accept })
  expect(run).toSaveCostVs(contract('small', 'batch'), 0.1, { accept })
})
