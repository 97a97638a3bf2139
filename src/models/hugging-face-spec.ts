import { staysInside } from './hub-cache/layout.ts'
import { notAllowed } from '../option-check/sentences.ts'

/** Choice of one file of a Hugging Face repository. */
export type HuggingFaceSelection =
  /** The usual choice: Q4_K_M where the repository has it. */
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
  const isOutside = file !== undefined && !staysInside(file)
  if (user === undefined || repo === undefined || isOutside)
    throw notAllowed(
      'model(spec)',
      `"${spec}"`,
      'hf:<user>/<repository>, hf:<user>/<repository>:<quantization> or hf:<user>/<repository>/<file>.gguf',
    )
  return { kind: 'hf', user, repo, selection: selectionOf(quantization, file, revision) }
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
