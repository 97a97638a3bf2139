import type { HttpTimeouts } from '../../http/socket/client.ts'

/** A language model of the AI SDK that a module exports. */
export interface LanguageModelTransport {
  readonly type: 'language-model'
  /** File URL of the module, and the name it exports the model under. */
  readonly module: string
  readonly exportName: string
  readonly stream: boolean
  readonly nonce: boolean
  readonly timeouts: Omit<HttpTimeouts, 'connectMs'>
  /** `providerOptions` and other call options, passed on. */
  readonly callOptions: Readonly<Record<string, unknown>>
}
