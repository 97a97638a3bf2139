import { expect, test } from 'vitest'
import { isAlias, mayBeSame, namedModel } from '../../../src/checks/evidence/same-model.ts'

test.each([
  ['gpt-4o', 'gpt-4o-2024-08-06'],
  ['gpt-4', 'gpt-4-0613'],
  ['gpt-35-turbo', 'gpt-3.5-turbo-0125'],
  ['openai/gpt-4o', 'GPT-4o'],
  ['llama3', 'llama3:latest'],
  ['llama3', 'llama3:8b-instruct-q4_0'],
  ['llama3.2:3b', 'llama3.2:3b'],
  ['meta-llama/Llama-3.1-8B-Instruct', 'llama-3.1-8b-instruct'],
  ['meta-llama/Llama-3.1-8B-Instruct:together', 'Llama-3.1-8B-Instruct'],
  ['/models/small.gguf', 'small'],
  [String.raw`C:\models\small.gguf`, 'small'],
  ['small', 'small-Q4_K_M.gguf'],
  ['/root/.cache/huggingface/hub/models--Qwen--Qwen2.5-7B/snapshots/abc', 'Qwen/Qwen2.5-7B'],
  ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet-20241022'],
  ['us.anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3-5-sonnet-20241022'],
  ['gemini-2.5-pro', 'models/gemini-2.5-pro-preview-05-06'],
  ['command-r', 'command-r-08-2024'],
  ['/models/Llama-3/', 'llama-3'],
])('%s may be %s', (one, other) => {
  expect([mayBeSame(one, other), mayBeSame(other, one)]).toEqual([true, true])
})

test.each([
  ['big', 'small'],
  ['gpt-4o', 'gpt-4o-mini'],
  ['gpt-4o', 'gpt-4o-mini-2024-07-18'],
  ['gpt-4', 'gpt-4.1'],
  ['gpt-4', 'gpt-4-32k'],
  ['gpt-4', 'gpt-4-turbo'],
  ['gpt-4-0613', 'gpt-4-0125'],
  ['llama3:8b', 'llama3:70b'],
  ['llama-3.1-8b', 'llama-3.1-70b'],
  ['gemma-2-9b', 'gemma-2-9b-it'],
  ['qwen2.5', 'qwen3'],
  ['m', 'mm'],
])('%s is not %s', (one, other) => {
  expect([mayBeSame(one, other), mayBeSame(other, one)]).toEqual([false, false])
})

test('names that every answer of a server has say nothing', () => {
  expect(['unknown', 'Default', ' ', undefined].map(namedModel)).toEqual([null, null, null, null])
  expect(namedModel(' tiny ')).toBe('tiny')
})

test('some names stand for whatever the server chooses', () => {
  expect(['openrouter/auto', 'gemini-flash-latest', 'model-router'].map(isAlias)).toEqual([true, true, true])
  expect(['automatic', 'latest-news-7b'].map(isAlias)).toEqual([false, false])
})
