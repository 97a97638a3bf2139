import type { Quantization } from '../gguf/quantizations.ts'
import type { ShapeName } from '../synthetic/shapes.ts'

/**
 * The place where a project tells the editor the names of its models. Merged with, once, beside the models:
 *
 * ```ts
 * export const models = { small: 'synthetic:micro', chat: { spec: 'hf:user/repo:Q4_K_M', license: 'mit' } }
 * declare module 'vitest-llm-bench' {
 *   interface Register {
 *     models: typeof models
 *   }
 * }
 * ```
 */
export interface Register {}

/** Names of the models that a project has registered; none until it does. */
export type ModelName = Register extends { readonly models: infer Models } ? keyof Models & string : never

/** A synthetic model. */
export type SyntheticSpec = `synthetic:${ShapeName}` | `synthetic:${ShapeName}@${Quantization}`

/** Quantizations that the GGUF files of repositories usually have, and those of synthetic models. */
export type QuantizationText =
  | Quantization
  | 'Q2_K'
  | 'Q3_K_M'
  | 'Q4_K_S'
  | 'Q4_K_M'
  | 'Q5_K_S'
  | 'Q5_K_M'
  | 'Q6_K'
  | 'IQ4_XS'
  | 'MXFP4'
  | (string & {})

/**
 * A text that names a model: a registered name, a shape and its quantization, or any other spec: a path, `hf:…`.
 * The last keeps the names apart from all other texts, so that the editor offers them.
 */
// oxlint-disable-next-line typescript/no-redundant-type-constituents -- a project that registers names has some
export type ModelText = ModelName | SyntheticSpec | (string & {})
