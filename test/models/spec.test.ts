import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type SpecsByName, type ModelSpec, parseModelSpec } from '../../src/models/spec.ts'
import { errorLine } from './error-line.ts'

const root = resolve('/project')
const registry: SpecsByName = {
  tiny: 'synthetic:tinyllama-1.1b@Q8_0',
  chat: { spec: 'hf:user/repo:Q4_K_M' },
  local: 'models/mine.gguf',
  loop: 'loop',
  first: 'second',
  second: 'first',
}

function parse(text: string): ModelSpec {
  return parseModelSpec(text, { registry, root })
}

async function line(text: string): Promise<string> {
  return errorLine(() => parse(text))
}

test('paths', () => {
  expect(parse('mine.gguf')).toEqual({ kind: 'file', path: resolve(root, 'mine.gguf') })
  expect(parse('./mine')).toEqual({ kind: 'file', path: resolve(root, 'mine') })
  expect(parse('../x/mine.GGUF')).toEqual({ kind: 'file', path: resolve('/x/mine.GGUF') })
})

test('synthetic models', () => {
  const micro = { kind: 'synthetic', shape: 'micro', quantization: 'Q4_0', seed: 0 }
  expect(parse('synthetic:micro')).toEqual(micro)
  expect(parse('synthetic:Micro@q8_0')).toEqual({ ...micro, quantization: 'Q8_0' })
  expect(parse('synthetic:micro#7')).toEqual({ ...micro, seed: 7 })
  expect(parse(' synthetic:gpt2-xl@Q4_K_M#4294967295 ')).toEqual({
    kind: 'synthetic',
    shape: 'gpt2-xl',
    quantization: 'Q4_K',
    seed: 4_294_967_295,
  })
})

test('registry names', () => {
  expect(parse('tiny')).toMatchObject({ kind: 'synthetic', quantization: 'Q8_0' })
  expect(parse('chat')).toMatchObject({ kind: 'hf', user: 'user', repo: 'repo' })
  expect(parse('local')).toEqual({ kind: 'file', path: resolve(root, 'models/mine.gguf') })
})

test('errors name what was given, what is known and the way out', async () => {
  expect(await line('synthetic:tinylama-1.1b')).toMatchInlineSnapshot(
    `"model-unknown-shape: unknown synthetic shape "tinylama-1.1b"; did you mean "tinyllama-1.1b"? (known: micro, micro-gpt2, micro-bert, micro-bert-rank, minilm-l6, smollm2-135m, tinyllama-1.1b, llama-3.2-1b, llama-3.1-8b, qwen2.5-7b, gemma-3-1b, olmoe-1b-7b, gpt2, gpt2-xl)"`,
  )
  expect(await line('synthetic:micro@Q5_K')).toMatchInlineSnapshot(
    `"model-unknown-quantization: unknown quantization "Q5_K" for a synthetic model; did you mean "Q4_K"? (known: F32, F16, BF16, Q8_0, Q4_0, Q4_K)"`,
  )
  expect(await line('synthetic:micro@Q4_0#-1')).toMatchInlineSnapshot(
    `"invalid-option: model(spec): "synthetic:micro@Q4_0#-1" is not allowed here; give a seed after # that is a whole number from 0 to 4294967295"`,
  )
  expect(await line('synthetic:micro#4294967296')).toMatchInlineSnapshot(
    `"invalid-option: model(spec): "synthetic:micro#4294967296" is not allowed here; give a seed after # that is a whole number from 0 to 4294967295"`,
  )
  expect(await line('cat')).toMatchInlineSnapshot(
    `"model-not-found: unknown model "cat"; did you mean "chat"? (known: tiny, chat, local, loop, first, second); give a registry name, a path, hf:<user>/<repository> or synthetic:<shape>"`,
  )
  expect(await line('toString')).toMatchInlineSnapshot(
    `"model-not-found: unknown model "toString" (known: tiny, chat, local, loop, first, second); give a registry name, a path, hf:<user>/<repository> or synthetic:<shape>"`,
  )
  expect(await line('loop')).toMatchInlineSnapshot(
    `"invalid-option: llmBench({ models.loop }): "loop", itself, is not allowed here; give its path, or its hf: or synthetic: spec"`,
  )
  expect(await line('first')).toMatchInlineSnapshot(
    `"invalid-option: llmBench({ models.first }): "second", another of these names, is not allowed here; give its path, or its hf: or synthetic: spec"`,
  )
  expect(await line('https://example.com/user/repo')).toMatchInlineSnapshot(
    `"invalid-option: model(spec): "https://example.com/user/repo" is not allowed here; give hf:<user>/<repository>/<file>.gguf for Hugging Face, or download it and give its path"`,
  )
  expect(await errorLine(() => parseModelSpec('llama', { registry: {}, root }))).toMatchInlineSnapshot(
    `"model-not-found: unknown model "llama" (the registry is empty); give a registry name, a path, hf:<user>/<repository> or synthetic:<shape>"`,
  )
})
