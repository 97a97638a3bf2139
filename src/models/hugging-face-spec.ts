import { notAllowed } from '../option-check/sentences.ts'

/** Choice of one file of a Hugging Face repository. */
export type HuggingFaceSelection =
  /** node-llama-cpp's choice: Q4_K_M where the repository has it. */
  | { readonly by: 'default' }
  | { readonly by: 'quantization'; readonly quantization: string }
  /** A file path inside the repository; `revision` is a branch or tag, null for the main branch. */
  | { readonly by: 'file'; readonly file: string; readonly revision: string | null }

/** A file of a user's or an organization's repository on Hugging Face. */
export interface HuggingFaceSpec {
  readonly kind: 'hf'
  readonly user: string
  readonly repo: string
  readonly selection: HuggingFaceSelection
}

const repositoryPart = /hf:(?:\/\/)?(?<user>[\w.-]+)\/(?<repo>[\w.-]+)/
const quantizationPart = /:(?<quantization>[\w.-]+)/
const filePart = /\/(?<file>[^#:]+\.gguf(?:\.part\d+of\d+)?)(?:#(?<revision>\S+))?/
const pattern = new RegExp(`^${repositoryPart.source}(?:${quantizationPart.source}|${filePart.source})?$`, 'i')

/**
 * Reads `hf:<user>/<repository>`, with `:<quantization>` or `/<file>.gguf[#<branch>]` behind it.
 *
 * @throws {LlmBenchError} `invalid-option` for any other text.
 */
export function parseHuggingFaceSpec(spec: string): HuggingFaceSpec {
  const { user, repo, quantization, file, revision } = pattern.exec(spec)?.groups ?? {}
  if (user === undefined || repo === undefined)
    throw notAllowed(
      'model(spec)',
      `"${spec}"`,
      'hf:<user>/<repository>, hf:<user>/<repository>:<quantization> or hf:<user>/<repository>/<file>.gguf',
    )
  return { kind: 'hf', user, repo, selection: selectionOf(quantization, file, revision) }
}

/** The URI node-llama-cpp's `resolveModelFile` takes for a model on Hugging Face. */
export function huggingFaceUri({ user, repo, selection }: HuggingFaceSpec): string {
  const base = `hf:${user}/${repo}`
  if (selection.by === 'default') return base
  if (selection.by === 'quantization') return `${base}:${selection.quantization}`
  return `${base}/${selection.file}${selection.revision === null ? '' : `#${selection.revision}`}`
}

function selectionOf(
  quantization: string | undefined,
  file: string | undefined,
  revision: string | undefined,
): HuggingFaceSelection {
  if (quantization !== undefined) return { by: 'quantization', quantization }
  if (file !== undefined) return { by: 'file', file, revision: revision ?? null }
  return { by: 'default' }
}
