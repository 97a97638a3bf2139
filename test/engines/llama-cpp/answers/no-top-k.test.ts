import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { noTopK } from '../../../../src/engines/llama-cpp/answers/no-top-k.ts'
import { loadEngine, microFile, startLlama } from '../loaded-engine.ts'

test('no top-k is left out of the engine, and every token can come', async () => {
  await using started = await startLlama()
  const engine = await loadEngine(started, await microFile())
  const [sequence] = (await engine.openContext(1, 512)).sequences as [LlamaContextSequence]
  const topK = noTopK(sequence)
  expect(topK).toBeNull()
  // The same prompt, drawn anew: with a top-k of 40 no more than 40 first tokens could come.
  const first = new Set<Token>()
  const prompt = engine.generator.tokenizer.tokenize({ kind: 'tokens', count: 4 }, 1)
  for (let seed = 0; seed < 200; seed++) {
    await sequence.clearHistory()
    for await (const token of sequence.evaluate(prompt, {
      temperature: 50,
      seed,
      topK,
      topP: 1,
      yieldEogToken: true,
    })) {
      first.add(token)
      break
    }
  }
  expect(first.size).toBeGreaterThan(40)
})

test.for([
  [
    'takes its default for it',
    { _resolveSamplerConfig: ({ topK }: { topK: number | null }) => ({ topK: topK ?? 40 }) },
  ],
  ['refuses it', { _resolveSamplerConfig: () => void JSON.parse('{') }],
  ['hides what it does', {}],
])('a release that %s is asked for the whole vocabulary', ([, sequence]) => {
  expect(noTopK(sequence as unknown as LlamaContextSequence)).toBe(0)
})
