import type { Call } from '../../option-check/call.ts'

/** Where prompts are asked for. */
export interface PromptSource {
  /** Folder that a relative path starts from. */
  readonly root: string
  /** The call, with the field of its input that is told about. */
  readonly call: Call
}
