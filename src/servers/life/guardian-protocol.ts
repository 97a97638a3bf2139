/** Main process to guardian, over IPC. */
export type GuardianOrder =
  | {
      readonly type: 'start'
      readonly binary: string
      readonly args: readonly string[]
      readonly env: Readonly<Record<string, string>>
      readonly cwd: string | null
      readonly mark: string
    }
  | { readonly type: 'stop' }

/** Guardian to main process, over IPC. */
export type GuardianNews =
  /** `at`: milliseconds of CLOCK_MONOTONIC, just before the server was spawned. */
  | { readonly type: 'spawned'; readonly pid: number; readonly at: number }
  | { readonly type: 'not-spawned'; readonly message: string }
  /** The server has ended, and with it everything it started. */
  | { readonly type: 'ended'; readonly exitCode: number | null; readonly signal: string | null }
