import type { Call } from '../../option-check/call.ts'

/** The place where prompts are asked for. */
export interface PromptSource {
  /** Folder that a relative path starts from. */
  readonly root: string
  /** The call, which names a field of its input in messages. */
  readonly call: Call
}
