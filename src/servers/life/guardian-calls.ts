/** Calls of the main process that a guardian takes, over IPC. */
export interface GuardianCalls {
  /** Starts the server. */
  start: { asked: MarkedCommand; answer: SpawnedServer }
  /** Has the server ended; the guardian goes after it. */
  stop: { asked: null; answer: void }
}

/** Calls of a guardian that the main process takes. */
export interface GuardianNews {
  /** Tells that the server has ended, and with it everything it started. */
  ended: { asked: ServerExit; answer: void }
}

/** A command that a guardian is to start. */
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

/** A server's process, once it is there. */
export interface SpawnedServer {
  readonly pid: number
  /** Moment just before it was spawned, in milliseconds of CLOCK_MONOTONIC. */
  readonly at: number
}

/** End of a server: its exit code, or the signal that ended it. */
export interface ServerExit {
  readonly exitCode: number | null
  readonly signal: string | null
}
