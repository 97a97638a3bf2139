import type { LlamaModel, Token } from 'node-llama-cpp'
import { LlmBenchError } from '../../../errors.ts'
import type { ModelOptions } from '../../../models/model-options.ts'
import type { ModelFile } from '../describe-model.ts'

/** Every so many tokens of two vocabularies are compared. */
const step = 97

/**
 * Refuses drafts where they would say nothing.
 * @throws LlmBenchError `engine-unsupported`
 */
export function assertDrafts({ draft, promptLookup = false }: ModelOptions, files: readonly ModelFile[]): void {
  if (draft === undefined && promptLookup === false) return
  const option = draft === undefined ? 'promptLookup' : 'draft'
  const refuse = (why: string): never => {
    throw new LlmBenchError('engine-unsupported', `model(spec, { ${option} }): ${why}`)
  }
  if (draft !== undefined && promptLookup !== false) refuse('tokens come from a draft or from the prompt: give one')
  for (const { name, synthetic, purpose } of files) {
    if (synthetic)
      refuse(`"${name}" has random weights, whose tokens nothing foretells: take trained models, or leave it out`)
    if (purpose !== 'text') refuse(`"${name}" answers with no tokens: leave it out`)
  }
}

function says(model: LlamaModel, token: number): string {
  return model.detokenize([token as Token], true)
}

/**
 * Holds a drafting model to the vocabulary of the other one.
 * @throws LlmBenchError `engine-unsupported`
 */
export function assertSameVocabulary(model: LlamaModel, draft: LlamaModel, sizes: readonly [number, number]): void {
  const [size, draftSize] = sizes
  const places = Array.from({ length: Math.ceil(size / step) }, (_, place) => place * step)
  const differs = size === draftSize ? places.find((token) => says(model, token) !== says(draft, token)) : null
  if (differs === undefined) return
  throw new LlmBenchError(
    'engine-unsupported',
    'model(spec, { draft }): the drafting model has another vocabulary (' +
      (differs === null ? `${draftSize} tokens, not ${size}` : `token ${differs} is another text`) +
      '): take one of the same family',
  )
}
