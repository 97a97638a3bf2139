import { expect, test } from 'vitest'
import { assertGenerative, type GenerativeHeader } from '../../../src/engines/llama-cpp/assert-generative.ts'
import { readGgufHeader } from '../../../src/models/gguf/gguf-header.ts'
import { temporaryFolder } from '../../models/temporary-folder.ts'
import { changedMicro, microFile } from './loaded-engine.ts'

const llama: GenerativeHeader = { architecture: 'llama', pooling: null, causal: true }

test('language models generate text, also those that name no pooling', () => {
  for (const architecture of ['llama', 'qwen3', 'gemma3', 'phi3', 'mamba', 'gpt2'])
    expect(() => assertGenerative('/m/a.gguf', { ...llama, architecture })).not.toThrow()
  expect(() => assertGenerative('/m/a.gguf', { ...llama, pooling: 0 })).not.toThrow()
})

test.for([
  [{ architecture: 'bert' }, 'an encoder for embeddings, which generates no text'],
  [{ architecture: 'modern-bert' }, 'an encoder for embeddings'],
  [{ architecture: 'nomic-bert-moe' }, 'an encoder for embeddings'],
  [{ architecture: 't5encoder' }, 'an encoder for embeddings'],
  [{ architecture: 't5' }, 'an encoder with a decoder, which node-llama-cpp does not run'],
  [{ architecture: 'llada' }, 'a diffusion model, which makes no text one token after the other'],
  [{ architecture: 'qwen3', pooling: 3 }, 'made for embeddings or ranking (of a text it keeps its last token)'],
  [{ architecture: 'qwen3', pooling: 4 }, 'made for embeddings or ranking (of a text it keeps a rank)'],
  [{ architecture: 'llama', causal: false }, 'an encoder, whose tokens look at those after them'],
] as const)('%o is refused in one sentence with the way out', ([changed, reason]) => {
  expect(() => assertGenerative('/m/e.gguf', { ...llama, ...changed })).toThrow(
    expect.objectContaining({
      code: 'model-invalid',
      message: expect.stringMatching(
        new RegExp(
          `^model "/m/e.gguf" is of kind "${changed.architecture}", ${reason.replaceAll(/[()]/g, String.raw`\$&`)}.*; give a`,
        ),
      ) as string,
    }),
  )
})

test('it is read from the header of the file', async () => {
  await using folder = await temporaryFolder()
  const { path } = await changedMicro(folder.path, { 'llama.pooling_type': { type: 'uint32', value: 1 } })
  const header = await readGgufHeader(path)
  expect(header).toMatchObject({ pooling: 1, causal: true })
  expect(() => assertGenerative(path, header)).toThrow('the mean of its tokens')
  expect(await readGgufHeader((await microFile()).path)).toMatchObject({ pooling: null, causal: true })
})
