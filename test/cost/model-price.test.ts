import { createAnthropic } from '@ai-sdk/anthropic'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { describe, expect, test } from 'vitest'
import { priceOfModel } from '../../src/cost/model-price.ts'
import { anthropic, openai } from '../../src/cost/prices.ts'
import { tokenPrices } from '../../src/cost/token-prices.ts'
import { isLanguageModel } from '../../src/requesters/ai-sdk/language-model.ts'

const usage = { inputTokens: 1000, cachedTokens: 200, outputTokens: 500, at: new Date('2026-01-15') }

describe('the price of a model is that of its provider', () => {
  test.each([
    ['openai.chat', createOpenAI({ apiKey: 'none' }).chat('gpt-4o'), openai('gpt-4o')],
    ['openai.responses', createOpenAI({ apiKey: 'none' })('gpt-4o'), openai('gpt-4o')],
    ['anthropic.messages', createAnthropic({ apiKey: 'none' })('claude-opus-5'), anthropic('claude-opus-5')],
    ['a gateway', { provider: 'gateway', modelId: 'openai/gpt-4o' }, openai('gpt-4o')],
  ])('%s', (provider, model, listed) => {
    if (provider.includes('.')) expect(model.provider).toBe(provider)
    expect(priceOfModel(model).costOf(usage).usd).toBe(listed.costOf(usage).usd)
    expect(tokenPrices(priceOfModel(model)).usdPerInputToken).toBe(tokenPrices(listed).usdPerInputToken)
  })

  test.each([
    ['google.generative-ai', 'gemini-2.5-pro'],
    ['google.vertex.chat', 'gemini-2.5-pro'],
    ['vertex.anthropic.messages', 'claude-opus-4'],
    ['azure.chat', 'gpt-4o'],
    ['azure-openai.chat', 'gpt-4o'],
    ['mistral.chat', 'mistral-large-latest'],
    ['groq.chat', 'llama-3.3-70b-versatile'],
    ['xai.chat', 'grok-4'],
    ['deepseek.chat', 'deepseek-chat'],
    ['cohere.chat', 'command-r-plus'],
    ['perplexity', 'sonar-pro'],
    ['amazon-bedrock', 'amazon.nova-pro-v1:0'],
    ['togetherai.chat', 'meta-llama/Llama-3.3-70B-Instruct-Turbo'],
    ['fireworks.chat', 'accounts/fireworks/models/deepseek-v3p2'],
    ['cerebras.chat', 'llama3.1-8b'],
    ['openrouter.chat', 'openai/gpt-4o'],
  ])('%s', (provider, modelId) => {
    const { usd, label, source } = priceOfModel({ provider, modelId }).costOf(usage)
    expect(usd).toBeGreaterThan(0)
    expect(label).toBe(`${provider} ${modelId}`)
    expect(source).toMatch(/^price of 2026-01-15.*@pydantic\/genai-prices \d/)
  })
})

test.each([
  ['lmstudio.chat', 'gpt-4o'],
  ['openai.chat', 'my-own-model'],
  ['', ''],
])('a price that nobody lists is said to be unknown: %s', (provider, modelId) => {
  expect(() => priceOfModel({ provider, modelId })).toThrow(
    expect.objectContaining({
      code: 'price-unknown',
      message: expect.stringMatching(/declare it, price\(\{ inputPerMTok, outputPerMTok \}\)$/) as unknown,
    }),
  )
})

test.for(['constructor', '__proto__', 'toString'])('names that every object has are no prices: %s', (name) => {
  for (const [provider, modelId] of [
    [name, 'a'],
    ['gateway', `${name}/a`],
    ['openai.chat', name],
  ] as const) {
    expect(() => priceOfModel({ provider, modelId })).toThrow(expect.objectContaining({ code: 'price-unknown' }))
  }
})

test.for([undefined, null, 5, 'gpt-4o', {}, { provider: 'openai' }])('what is no model is refused: %j', (model) => {
  expect(() => priceOfModel(model as never)).toThrow(
    expect.objectContaining({
      code: 'invalid-option',
      message: expect.stringMatching(/^priceOfModel\(model\): .* give a model of the AI SDK/u) as unknown,
    }),
  )
})

test('language models are told from other things', () => {
  const compatible = createOpenAICompatible({ name: 'x', baseURL: 'http://127.0.0.1:1' })
  expect(isLanguageModel(compatible('a'))).toBe(true)
  expect(isLanguageModel(createAnthropic({ apiKey: 'none' })('a'))).toBe(true)
  for (const other of [
    compatible,
    compatible.textEmbeddingModel('a'),
    openai,
    'openai/gpt-4o',
    null,
    undefined,
    5,
    {},
  ]) {
    expect(isLanguageModel(other)).toBe(false)
  }
  expect(isLanguageModel({ ...compatible('a'), specificationVersion: 'v1' })).toBe(false)
})
