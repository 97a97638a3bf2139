/**
 * A language model of the Vercel AI SDK, specification `v2` (AI SDK 5) or newer. The type is structural,
 * so that this package needs none of the SDK's: answers of a model are read field by field.
 */
export interface LanguageModel {
  readonly specificationVersion: string
  /** Name of the provider, for example `openai.chat`. */
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

/** Words for a value that is no language model. */
interface NoModel {
  /** Kind of the value: `a text`. */
  readonly is: string
  /** Value to give instead, for the likely mistakes; null for others. */
  readonly instead: string | null
}

/** Words of a message for a value that is no language model. */
export function noModel(value: unknown): NoModel {
  if (typeof value === 'string') return { is: 'a text', instead: 'the model itself, for example openai("gpt-4o")' }
  if (typeof value === 'function') {
    return { is: 'a function', instead: 'a model: a provider is none, call it with the name of one' }
  }
  const { is, instead = null } = noModelObject(value)
  return { is, instead }
}

function noModelObject(value: unknown): { readonly is: string; readonly instead?: string } {
  if (typeof value !== 'object' || value === null)
    return { is: value === undefined ? 'undefined' : `a ${typeof value}` }
  const { specificationVersion, doStream } = value as { specificationVersion?: unknown; doStream?: unknown }
  if (specificationVersion === 'v1') {
    return { is: 'a model of AI SDK 4 (specification v1)', instead: 'one of AI SDK 5 or newer' }
  }
  if (specificationVersion !== undefined && doStream === undefined) return { is: 'another kind of model' }
  return { is: 'an object without specificationVersion, provider, modelId, doGenerate and doStream' }
}
