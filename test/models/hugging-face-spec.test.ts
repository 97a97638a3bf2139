import { expect, test } from 'vitest'
import { parseHuggingFaceSpec } from '../../src/models/hugging-face-spec.ts'
import { errorLine } from './error-line.ts'

test.for([
  ['hf:bartowski/SmolLM2-135M-Instruct-GGUF', { by: 'default' }],
  ['hf:user/repo:Q4_K_M', { by: 'quantization', quantization: 'Q4_K_M' }],
  ['hf:user/repo:UD-Q4_K_XL', { by: 'quantization', quantization: 'UD-Q4_K_XL' }],
  ['hf:user/repo/model.gguf', { by: 'file', file: 'model.gguf', revision: null }],
  ['hf:user/repo/sub/a b.gguf#v1.0', { by: 'file', file: 'sub/a b.gguf', revision: 'v1.0' }],
] as const)('%s', ([spec, selection]) => {
  const parsed = parseHuggingFaceSpec(spec)
  expect(parsed.selection).toEqual(selection)
})

test.for([
  'hf:',
  'hf:user',
  'hf:user/',
  'hf:user/repo:',
  'hf:user/repo/file.bin',
  'hf:user/repo:Q4_0/file.gguf',
  'hf:user/repo#main',
  'hf:user/repo/../../../outside.gguf',
  'hf:user/repo//outside.gguf',
])('%s is refused', async (spec) => {
  expect(await errorLine(() => parseHuggingFaceSpec(spec))).toBe(
    `invalid-option: model(spec): "${spec}" is not allowed here; give hf:<user>/<repository>, hf:<user>/<repository>:<quantization> or hf:<user>/<repository>/<file>.gguf`,
  )
})
