import { expect, test } from 'vitest'
import { estimateChat } from '../../../../src/engines/llama-cpp/chat/estimate-chat.ts'
import { itemTokens, longestInput } from '../../../../src/engines/llama-cpp/items/items-tokens.ts'
import { estimatingTokenizer } from '../../../../src/engines/llama-cpp/tokenize-prompt.ts'
import { microFile, startLlama } from '../loaded-engine.ts'

test('texts of a synthetic model are a fourth of their characters, drawn by the text, and begin with no special one', async () => {
  await using started = await startLlama()
  await using model = await started.llama.loadModel({ modelPath: (await microFile('micro-bert')).path, gpuLayers: 0 })
  const tokensOf = itemTokens(
    model,
    estimatingTokenizer(model, estimateChat({ chatTemplate: null, toolTemplate: null })),
  )
  expect(['a', 'A text.', 'a text of forty characters, more or less'].map((text) => tokensOf(text).length)).toEqual([
    1, 2, 10,
  ])
  expect(tokensOf('A text of one.')).toEqual(tokensOf('A text of one.'))
  expect(tokensOf('A text of one.')).not.toEqual(tokensOf('A text of two.'))
  expect(tokensOf('A text of one.').filter((token) => model.isSpecialToken(token))).toEqual([])
  const prompt = { kind: 'ranking', query: 'A text.', documents: ['a', 'A text of one.'], topN: null } as const
  expect(longestInput(prompt, tokensOf)).toBe(2 + 4 + 4)
})
