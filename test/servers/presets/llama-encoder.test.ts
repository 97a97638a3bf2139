import { expect, test } from 'vitest'
import { llamaServer, type LlamaServerOptions } from '../../../src/servers/presets/llama-server.ts'

/** What the model's arguments are followed by, up to the server's own. */
function flagsOf(options: Partial<LlamaServerOptions>): string {
  const { args } = llamaServer({ model: 'a.gguf', ...options })
  return args.slice(4, args.indexOf('--host')).join(' ')
}

test('vectors and rankings are asked for by flags, and a batch is read in one step', () => {
  expect(flagsOf({})).toBe('')
  expect(flagsOf({ embedding: false, reranking: false, batchSize: 64 })).toBe('')
  expect(flagsOf({ embedding: true })).toBe('--embedding')
  expect(flagsOf({ embedding: 'mean', batchSize: 2048 })).toBe('--embedding --pooling mean --ubatch-size 2048')
  expect(flagsOf({ reranking: true })).toBe('--reranking')
})

test('both at once, and a pooling that is none, are refused', () => {
  expect(() => flagsOf({ embedding: true, reranking: true })).toThrow(
    'server.llamaServer({ reranking }): beside embedding is not allowed here; give one of the two: a server each for',
  )
  expect(() => flagsOf({ embedding: 'rank' as never })).toThrow('server.llamaServer({ embedding }): ')
})
