import { expect, test } from 'vitest'
import { assertMadeFor, modelPurpose, type PurposeHeader } from '../../../src/engines/llama-cpp/model-purpose.ts'
import { readGgufHeader } from '../../../src/models/gguf/gguf-header.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { changedMicro, microFile } from './loaded-engine.ts'

const llama: PurposeHeader = { architecture: 'llama', pooling: null, causal: true }

test('language models generate text, also those that name no pooling', () => {
  for (const architecture of ['llama', 'qwen3', 'gemma3', 'phi3', 'mamba', 'gpt2'])
    expect(modelPurpose('/m/a.gguf', { ...llama, architecture })).toBe('text')
  expect(modelPurpose('/m/a.gguf', { ...llama, pooling: 0 })).toBe('text')
})

test.for([
  [{ architecture: 'bert' }, 'embedding'],
  [{ architecture: 'bert', pooling: 1 }, 'embedding'],
  [{ architecture: 'bert', pooling: 4 }, 'ranking'],
  [{ architecture: 'modern-bert' }, 'embedding'],
  [{ architecture: 'nomic-bert-moe' }, 'embedding'],
  [{ architecture: 't5encoder' }, 'embedding'],
  [{ architecture: 'qwen3', pooling: 3 }, 'embedding'],
  [{ architecture: 'qwen3', pooling: 4 }, 'ranking'],
  [{ architecture: 'llama', causal: false }, 'embedding'],
] as const)('%o is made for %s', ([changed, purpose]) => {
  expect(modelPurpose('/m/e.gguf', { ...llama, ...changed })).toBe(purpose)
})

test.for([
  ['t5', 'an encoder with a decoder, which node-llama-cpp does not run'],
  ['llada', 'a diffusion model, which makes no text one token after the other'],
] as const)('%s is refused in one sentence with the way out', ([architecture, reason]) => {
  expect(() => modelPurpose('/m/e.gguf', { ...llama, architecture })).toThrow(
    expect.objectContaining({
      code: 'model-invalid',
      message: `model "/m/e.gguf" is of kind "${architecture}", ${reason}; give a decoder-only language model, such as a llama or qwen`,
    }),
  )
})

test('it is read from the header of the file', async () => {
  await using folder = await temporaryFolder()
  const { path } = await changedMicro(folder.path, { 'llama.pooling_type': { type: 'uint32', value: 1 } })
  const header = await readGgufHeader(path)
  expect(header).toMatchObject({ pooling: 1, causal: true })
  expect(modelPurpose(path, header)).toBe('embedding')
  expect(await readGgufHeader((await microFile()).path)).toMatchObject({ pooling: null, causal: true })
})

test('requests that a model is not made for are refused with the call that it takes', () => {
  const refusal = (
    purpose: Parameters<typeof assertMadeFor>[1],
    asked: Parameters<typeof assertMadeFor>[2],
  ): string => {
    try {
      assertMadeFor('m', purpose, asked)
    } catch (error) {
      return (error as Error).message
    }
    return 'taken'
  }
  expect(refusal('embedding', 'text')).toBe(
    'model "m" is made for embeddings, and generates no text: ask it by embed(), or complete() or chat() of a model ' +
      'that does, such as a llama or qwen',
  )
  expect(refusal('ranking', 'text')).toContain('ask it by rerank()')
  expect(refusal('embedding', 'ranking')).toContain('ask it by embed(), or rerank() of a model that ranks')
  expect(refusal('ranking', 'embedding')).toContain('ask it by rerank(), or embed() of a model that makes vectors')
  expect(refusal('text', 'ranking')).toContain('generates text: ask it by complete() or chat()')
  // Its speed may be measured.
  expect(refusal('text', 'embedding')).toBe('taken')
  expect(refusal('embedding', 'embedding')).toBe('taken')
})
