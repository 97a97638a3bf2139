import type { LlmBenchError } from '../../errors.ts'
import type { MemoryPeaks } from '../../machine/meters/memory-peaks.ts'

/** A kind of process that is lent to workers. */
export interface Kind<Asked, Lease> {
  /** What ids start with. */
  readonly name: string
  /** What there is no more of once the run is ending. */
  readonly ending: string
  /** Equal keys share a process. */
  readonly keyOf: (asked: Asked) => string
  /** Starts one; whatever it has spawned is gone when it throws. */
  readonly start: (asked: Asked, place: Place) => Promise<Started<Lease>>
}

/** Where a process is started. */
export interface Place {
  readonly socket: string
  /** File that its output is appended to. */
  readonly log: string
  readonly cacheDirectory: string
  /** Gives the start up. */
  readonly signal: AbortSignal
  readonly onProgress: (text: string) => void
}

/** A process that was started, and what a worker is told of it. */
export interface Started<Lease> {
  readonly process: LentProcess
  readonly leaseOf: (lending: Lending) => Lease
}

/** What differs from one borrower to the next. */
export interface Lending {
  readonly id: string
  /** True for the first borrower: it was started for this one. */
  readonly startedNow: boolean
  /** Gives the folder for the journals of this run. */
  readonly journalFolder: () => string
}

/** A process of ours that runs, or has ended. */
export interface LentProcess {
  readonly pid: number
  /** Settles when it is gone. */
  readonly exited: Promise<unknown>
  /** Highest memory since it was last forgotten. */
  readonly memory: MemoryPeaks
  forgetMemory(): void
  /** Has it ended without waiting: for `exit` handlers. */
  kill(): void
  /** Why it is gone; waits until it is. */
  obituary(): Promise<LlmBenchError>
}
