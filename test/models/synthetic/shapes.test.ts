import { expect, test } from 'vitest'
import { parseShapeName, shapes } from '../../../src/models/synthetic/shapes.ts'
import { errorLine } from '../error-line.ts'

test('names are read in any case', () => {
  expect(parseShapeName('TinyLlama-1.1B')).toBe('tinyllama-1.1b')
  expect(parseShapeName('gpt2-xl')).toBe('gpt2-xl')
})

test('an unknown name is refused with the nearest', async () => {
  expect(await errorLine(() => parseShapeName('tinylama-1.1b'))).toMatchInlineSnapshot(
    `"model-unknown-shape: unknown synthetic shape "tinylama-1.1b"; did you mean "tinyllama-1.1b"? (known: micro, micro-gpt2, micro-bert, micro-bert-rank, minilm-l6, smollm2-135m, tinyllama-1.1b, llama-3.2-1b, llama-3.1-8b, qwen2.5-7b, gemma-3-1b, olmoe-1b-7b, gpt2, gpt2-xl)"`,
  )
  expect(await errorLine(() => parseShapeName('toString'))).toMatchInlineSnapshot(
    `"model-unknown-shape: unknown synthetic shape "toString" (known: micro, micro-gpt2, micro-bert, micro-bert-rank, minilm-l6, smollm2-135m, tinyllama-1.1b, llama-3.2-1b, llama-3.1-8b, qwen2.5-7b, gemma-3-1b, olmoe-1b-7b, gpt2, gpt2-xl)"`,
  )
})

test('heads divide the embedding, and key-value heads the heads', () => {
  for (const shape of Object.values(shapes)) {
    expect(shape.embedding % shape.heads).toBe(0)
    if ('keyValueHeads' in shape) expect(shape.heads % shape.keyValueHeads).toBe(0)
  }
})
