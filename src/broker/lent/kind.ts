import type { LlmBenchError } from '../../errors.ts'
import type { Unloaded } from '../../host/model-host-calls.ts'
import type { MemoryPeaks } from '../../machine/meters/memory-peaks.ts'

/** A kind of process that is lent to workers. */
export interface Kind<Asked, Lease> {
  /** Beginning of the ids of its processes. */
  readonly name: string
  /** Words of a message for a process that is not started because the run is ending: `no model is loaded`. */
  readonly ending: string
  /** Key of a process: equal keys share one. */
  readonly keyOf: (asked: Asked) => string
  /** Starts a process; whatever it has spawned is gone when it throws. */
  readonly start: (asked: Asked, place: Place) => Promise<Started<Lease>>
}

/** Socket, files and signal of a process that is started. */
export interface Place {
  readonly socket: string
  /** File that its output is appended to. */
  readonly log: string
  readonly cacheDirectory: string
  /** Signal that gives the start up. */
  readonly signal: AbortSignal
  readonly onProgress: (text: string) => void
}

/** A process that was started, and the lease that a worker gets of it. */
export interface Started<Lease> {
  readonly process: LentProcess
  readonly leaseOf: (lending: Lending) => Lease
  /** Has it listen on its socket again, which somebody removed; absent where it has none. */
  readonly listen?: () => Promise<void>
}

/** Facts of one borrower's lease, which differ from those of the next. */
export interface Lending {
  readonly id: string
  /** True for the first borrower, for whom the process was started. */
  readonly startedNow: boolean
}

/** A process of ours that runs, or has ended. */
export interface LentProcess {
  readonly pid: number
  /** Settles when it is gone. */
  readonly exited: Promise<unknown>
  /** Highest memory since it was last forgotten. */
  readonly memory: MemoryPeaks
  forgetMemory(): void
  /** Highest memory of those of its processes that were started with these arguments; absent where it has none. */
  memoryOf?: (args: readonly string[]) => { readonly peaks: MemoryPeaks; forget(): void }
  /** Has it ended without waiting, for `exit` handlers. */
  kill(): void
  /** Frees what it has loaded, before it is ended; absent where that cannot be seen. */
  unload?: () => Promise<Unloaded | null>
  /** Reason why it is gone, as an error; waits until it is. */
  obituary(): Promise<LlmBenchError>
}
