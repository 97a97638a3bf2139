import type { RealServer } from './pins.ts'

/** A server that can be started with the small model: an installed one, or the one that `npm run llama-server` builds. */
export type ListedServer = RealServer | 'llama-server'

/** A call of a method of the fixture `server`, as plain data. */
export interface ServerCall {
  readonly preset: 'llamaServer' | 'vllm' | 'ollama' | 'mlx' | 'command'
  readonly options: Readonly<Record<string, unknown>>
  /** Options of the endpoint that it gives. */
  readonly endpoint?: Readonly<Record<string, unknown>>
}

/** How a server is started, and what it needs in the folder that it is started in. */
export interface ServerStart {
  /** Files of the folder by their names. */
  readonly files: Readonly<Record<string, string>>
  /** The call, with the program and the folder. */
  readonly call: (program: string, folder: string) => ServerCall
}
