import { expect, test } from 'vitest'
import type { ModelEntry } from '../../../src/http/model-list.ts'
import { servingFacts } from '../../../src/http/serving/serving-facts.ts'

const entry = (id: string, owner: string | null, contextSize: number | null = null): ModelEntry => ({
  id,
  owner,
  contextSize,
  names: [],
})

/** Asks a server that has these answers; notes what it was asked for. */
function server(answers: Readonly<Record<string, unknown>>): {
  ask: (path: string) => Promise<unknown>
  asked: string[]
} {
  const asked: string[] = []
  return {
    asked,
    ask: async (path) => {
      asked.push(path)
      return await Promise.resolve(answers[path] ?? null)
    },
  }
}

test('llama.cpp tells its build, slots, context and file type', async () => {
  const { ask } = server({
    '/props': {
      build_info: 'b7123-de3ff81',
      total_slots: 3,
      model_ftype: 'Q4_1',
      default_generation_settings: { n_ctx: 1024 },
    },
  })
  const facts = {
    engine: 'llama.cpp b7123-de3ff81',
    contextSize: 1024,
    quantization: 'Q4_1',
    configuration: { slots: 3 },
  }
  expect(await servingFacts({ server: 'llama.cpp', entry: null }, ask)).toEqual(facts)
  expect(await servingFacts({ server: null, entry: entry('smol', 'llamacpp') }, ask)).toEqual(facts)
})

test('vLLM tells its version, and its list the context', async () => {
  const { ask } = server({ '/version': { version: '0.32.0' } })
  expect(await servingFacts({ server: null, entry: entry('smol', 'vllm', 2048) }, ask)).toEqual({
    engine: 'vllm 0.32.0',
    contextSize: 2048,
    quantization: null,
    configuration: {},
  })
})

test('Ollama tells its version, and of a model that is loaded digest, context and quantization', async () => {
  const { ask } = server({
    '/api/version': { version: '0.32.15' },
    '/api/ps': {
      models: [
        { name: 'other:latest' },
        { name: 'smol:latest', digest: 'abc', context_length: 4096, details: { quantization_level: 'Q4_1' } },
      ],
    },
  })
  expect(await servingFacts({ server: null, entry: entry('smol:latest', 'library') }, ask)).toEqual({
    engine: 'ollama 0.32.15',
    contextSize: 4096,
    quantization: 'Q4_1',
    configuration: { digest: 'abc' },
  })
})

test('a server that is not known is asked nothing', async () => {
  const { ask, asked } = server({ '/version': { version: '1' } })
  expect(await servingFacts({ server: 'gate', entry: entry('gpt', 'openai') }, ask)).toBeNull()
  expect(await servingFacts({ server: null, entry: null }, ask)).toBeNull()
  expect(asked).toEqual([])
})

test('what a server does not answer is not known', async () => {
  const { ask } = server({})
  expect(await servingFacts({ server: 'llama.cpp', entry: null }, ask)).toBeNull()
  expect(await servingFacts({ server: null, entry: entry('smol', 'vllm') }, ask)).toMatchObject({ engine: 'vllm' })
  expect(await servingFacts({ server: null, entry: entry('smol', 'library') }, ask)).toBeNull()
})
