import { createHash } from 'node:crypto'
import type { LlamaModel } from 'node-llama-cpp'
import type { ReadText } from '../../../intrinsic/read-text.ts'
import type { PromptTokenizer } from '../tokenize-prompt.ts'
import { bytesOfTokens, type VocabularyTexts } from './token-bytes.ts'

/**
 * Reads a text as a model does: names of special tokens in it are text.
 * @param estimating tokenizer of a synthetic model, whose vocabulary is none; null for a trained one
 */
export function readTextBy(model: LlamaModel, estimating: PromptTokenizer | null, text: string): ReadText {
  const vocabulary = textsOf(model)
  const bos = model.tokens.shouldPrependBosToken ? model.tokens.bos : null
  const tokens = Uint32Array.from(
    estimating === null
      ? model.tokenize(text, false)
      : estimating.tokenize({ kind: 'text', text }, 0).filter((token) => token !== bos),
  )
  return {
    tokens,
    ...bytesOfTokens(vocabulary, tokens, Buffer.byteLength(text)),
    bos,
    vocabulary: { size: vocabulary.tokens.length, digest: digestOf(vocabulary) },
    trainContextSize: model.trainContextSize,
  }
}

function textsOf({ fileInfo }: LlamaModel): VocabularyTexts {
  const { model, tokens, token_type: types } = fileInfo.metadata.tokenizer.ggml
  return { model, tokens, types }
}

function digestOf({ model, tokens, types = [] }: VocabularyTexts): string {
  const hash = createHash('sha256').update(JSON.stringify([model, types]))
  for (const token of tokens) hash.update(token).update('\0')
  return hash.digest('hex').slice(0, 16)
}
