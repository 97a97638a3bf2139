/** What the main process asks of a guardian, over IPC. */
export interface GuardianCalls {
  /** Starts the server. */
  start: { asked: MarkedCommand; answer: SpawnedServer }
  /** Has the server ended; the guardian goes after it. */
  stop: { asked: null; answer: void }
}

/** What a guardian tells the main process. */
export interface GuardianNews {
  /** The server has ended, and with it everything it started. */
  ended: { asked: ServerExit; answer: void }
}

/** What a guardian is to start. */
export interface GuardedCommand {
  readonly binary: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string | null
}

/** A command whose processes are known by a mark in their environment. */
export interface MarkedCommand extends GuardedCommand {
  readonly mark: string
}

/** A server whose process is there. */
export interface SpawnedServer {
  readonly pid: number
  /** Milliseconds of CLOCK_MONOTONIC, just before it was spawned. */
  readonly at: number
}

/** How a server ended. */
export interface ServerExit {
  readonly exitCode: number | null
  readonly signal: string | null
}
