import type { HttpTimeouts } from '../../http/socket/client.ts'

/** Way to a language model of the AI SDK that a module exports. */
export interface LanguageModelTransport {
  readonly type: 'language-model'
  /** File URL of the module. */
  readonly module: string
  /** Name that the module exports the model under. */
  readonly exportName: string
  readonly stream: boolean
  readonly nonce: boolean
  readonly timeouts: Omit<HttpTimeouts, 'connectMs'>
  /** `providerOptions` and other call options, passed on. */
  readonly callOptions: Readonly<Record<string, unknown>>
}
