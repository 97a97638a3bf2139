import { expect, test } from 'vitest'
import { rankingTemplate } from '../../../../src/engines/llama-cpp/items/ranking-template.ts'
import { microFile, startLlama } from '../loaded-engine.ts'

test('a query and a document are parted as the file says: by one separator where there is to be no other', async () => {
  await using started = await startLlama()
  await using model = await started.llama.loadModel({
    modelPath: (await microFile('micro-bert-rank')).path,
    gpuLayers: 0,
  })
  expect(rankingTemplate(model)).toEqual({ template: '{{query}}[SEP]{{document}}[SEP]' })
  const [query, document] = [model.tokenize('a b'), model.tokenize('c')]
  const plain = await model.createRankingContext({ contextSize: 64, threads: 1 })
  expect(plain.calculateInputLength(query, document)).toBe(2 + 1 + 4)
  await plain.dispose()
  const parted = await model.createRankingContext({ contextSize: 64, threads: 1, ...rankingTemplate(model) })
  expect(parted.calculateInputLength(query, document)).toBe(2 + 1 + 3)
  await parted.dispose()
})

test('a template of the file, and a file that says nothing of separators, are left to the engine', () => {
  const tokens = { eos: 2, sep: 2 } as never
  const detokenize = (() => '</s>') as never
  const of = (tokenizer: object): object =>
    rankingTemplate({ tokens, detokenize, fileInfo: { metadata: { tokenizer } } })
  expect(of({ ggml: {} })).toEqual({})
  expect(of({ ggml: { add_sep_token: true } })).toEqual({})
  expect(of({ 'chat_template.rerank': '{query} {document}', ggml: { add_sep_token: false } })).toEqual({})
  expect(of({ ggml: { add_sep_token: false } })).toEqual({ template: '{{query}}</s>{{document}}</s>' })
})
