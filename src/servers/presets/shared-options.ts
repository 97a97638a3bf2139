/** Options that every preset has. They stand apart from their schemas, which readers of types have no use for. */
export interface CommonServerOptions {
  /** Path of the program, where it is not to be looked for. */
  readonly binary?: string
  /** Further arguments, after those of the preset. */
  readonly args?: readonly string[]
  /** Variables added to the environment. Values are never written to a message or a report. */
  readonly env?: Readonly<Record<string, string>>
  /** Working folder; this process's by default. */
  readonly cwd?: string
  /** Milliseconds until the server must be ready. */
  readonly readyTimeout?: number
}
