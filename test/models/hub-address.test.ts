import { expect, test } from 'vitest'
import { hubSpec } from '../../src/models/hub-address.ts'
import { parseModelSpec } from '../../src/models/spec.ts'

test.for([
  ['hf.co/user/repo', 'hf:user/repo'],
  ['hf.co/user/repo:Q4_K_M', 'hf:user/repo:Q4_K_M'],
  ['huggingface.co/user/repo', 'hf:user/repo'],
  ['https://huggingface.co/user/repo/', 'hf:user/repo'],
  ['https://huggingface.co/user/repo/tree/main', 'hf:user/repo'],
  ['https://huggingface.co/user/repo?library=gguf', 'hf:user/repo'],
  ['https://hf.co/user/repo/blob/main/small.gguf', 'hf:user/repo/small.gguf'],
  ['https://huggingface.co/user/repo/resolve/v1/sub/a%20b.gguf?download=true', 'hf:user/repo/sub/a b.gguf#v1'],
  ['hf.co/user/repo/small.gguf', 'hf:user/repo/small.gguf'],
] as const)('%s means %s', ([address, spec]) => {
  expect(hubSpec(address)).toBe(spec)
  const context = { registry: {}, root: '/' }
  expect(parseModelSpec(address, context)).toEqual(parseModelSpec(spec, context))
})

test('other texts are none of the hub', () => {
  for (const text of ['hf:user/repo', './hf.co', 'https://example.com/user/repo', 'user/repo'])
    expect(hubSpec(text)).toBeNull()
})
