import type { ItemsPrompt } from '../prompt.ts'
import type { ItemsRequestKind, RequestDefinition } from '../request-definition.ts'

/** Requests of vectors or scores: nothing is sampled, and no token generated. */
export function itemsDefinition(
  kind: ItemsRequestKind,
  prompts: readonly ItemsPrompt[],
  seed: number,
): RequestDefinition {
  return { kind, prompts, sampling: { maxTokens: 0, temperature: 0, seed, ignoreEos: false } }
}

/** The same requests, whose answers have their vectors or scores for a text. */
export function keptAnswers(request: RequestDefinition): RequestDefinition {
  return { ...request, prompts: request.prompts.map((prompt) => ({ ...prompt, keep: true })) }
}
