/**
 * A language model of the Vercel AI SDK, specification `v2` (AI SDK 5) or newer. Structural, so that
 * this package needs none of the SDK's: what a model gives is read field by field.
 */
export interface LanguageModel {
  readonly specificationVersion: string
  /** For example `openai.chat`. */
  readonly provider: string
  readonly modelId: string
  doGenerate(options: never): PromiseLike<unknown>
  doStream(options: never): PromiseLike<unknown>
}

/** Whether a value is a language model of the AI SDK that this package can call. */
export function isLanguageModel(value: unknown): value is LanguageModel {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  const { specificationVersion, provider, modelId, doGenerate, doStream } = value as Partial<LanguageModel>
  return (
    typeof specificationVersion === 'string' &&
    /^v(?:[2-9]|\d{2,})$/.test(specificationVersion) &&
    typeof provider === 'string' &&
    typeof modelId === 'string' &&
    typeof doGenerate === 'function' &&
    typeof doStream === 'function'
  )
}

/**
 * What a value is, for a message that says it is no language model; for the likely mistakes with what
 * to do about it.
 */
export function notAModel(value: unknown): string {
  if (typeof value === 'string') return 'a text: give the model itself, for example openai("gpt-4o")'
  if (typeof value === 'function') return 'a function: a provider is no model, call it with the name of one'
  if (typeof value !== 'object' || value === null) return value === undefined ? 'undefined' : `a ${typeof value}`
  const { specificationVersion, doStream } = value as { specificationVersion?: unknown; doStream?: unknown }
  if (specificationVersion === 'v1') return 'a model of AI SDK 4 (specification v1): AI SDK 5 or newer is needed'
  if (specificationVersion !== undefined && doStream === undefined)
    return 'no language model, but another kind of model'
  return 'an object without specificationVersion, provider, modelId, doGenerate and doStream'
}
