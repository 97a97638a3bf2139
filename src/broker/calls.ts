import type { LoadedModel } from '../engines/engine.ts'
import type { Unloaded } from '../host/model-host-calls.ts'
import type { MemoryPeaks } from '../machine/meters/memory-peaks.ts'
import type { WantedModel } from '../models/wanted-model.ts'
import type { MachineFacts } from '../record/machine/facts.ts'
import type { Wanted } from '../owned/line.ts'
import type { HeldMoney, MoneyWanted } from './purse.ts'
import type { ServerSpec } from '../servers/server-spec.ts'

/** Calls of workers that the broker takes, in Vitest's main process. No two processes have the same id. */
export interface BrokerCalls {
  /** Lends the host of a model, for as long as the worker is connected. */
  'model-host': { asked: WantedModel; answer: HostLease }
  /** Lends the first so many load hosts: they are shared, and make a block at a time. */
  'load-hosts': { asked: LoadHostsWanted; answer: LoadHostLease[] }
  /** Gives a rack of load hosts that no other measurement uses, until it is freed under the same id. */
  rack: { asked: string; answer: number }
  'free-rack': { asked: string; answer: void }
  /** Lends the server of a spec, for as long as the worker is connected. */
  server: { asked: ServerSpec; answer: ServerLease }
  /** Gives the folder for this run's journals, below the folder of a report. */
  'journal-folder': { asked: string; answer: string }
  /** Answers when the worker has what it wants for itself, until it unlocks under the same id or is gone. */
  lock: { asked: LockWanted; answer: void }
  /** Gives the names of those that had something else for themselves at the same time. */
  unlock: { asked: string; answer: string[] }
  /** Gives the facts of this machine, asking what is not known yet: never while anything is measured. */
  machine: { asked: null; answer: MachineFacts }
  /** Gives the highest memory of a process since it was last forgotten. */
  memory: { asked: string; answer: MemoryPeaks }
  'forget-memory': { asked: string; answer: void }
  /** As `memory`, of those of its processes that were started with these arguments; null where it has none such. */
  'memory-of': { asked: PartWanted; answer: MemoryPeaks | null }
  /** Says that a process was asked to stop: nobody else is lent it until the worker has settled that or killed it. */
  doubt: { asked: string; answer: void }
  settle: { asked: string; answer: void }
  /** Ends a process that does not stop when asked. */
  kill: { asked: string; answer: void }
  /**
   * Lends a process to nobody any more. It is ended, and its end waited for, unless other workers use it: it then ends
   * with the last of them.
   */
  retire: { asked: string; answer: void }
  /** Retires the host of a model, and frees the model first; null where others use it, or it does not say. */
  unload: { asked: string; answer: Unloaded | null }
  /** Gives the reason why a process is gone, once it is; null where nobody knows it. */
  obituary: { asked: string; answer: string | null }
  /** Reads the meter that the configuration of a project has as a function: watts, or joules. */
  'read-meter': { asked: string; answer: number }
  /** Holds money of all workers for requests at a priced API; waits for others where less is left than was wanted. */
  'hold-money': { asked: MoneyWanted; answer: HeldMoney }
  /** Says what was spent of it. */
  'settle-money': { asked: { readonly id: string; readonly spentUsd: number }; answer: void }
  /** Shows a worker's progress. */
  progress: { asked: ProgressNews; answer: void }
}

/** The first so many load hosts of a rack. Racks have no process in common. */
export interface LoadHostsWanted {
  readonly count: number
  /** 0 is that of everybody who has the machine alone. */
  readonly rack: number
}

/** Processes of a server by the arguments they were started with, one after the other. */
export interface PartWanted {
  readonly id: string
  readonly args: readonly string[]
  /** Whether the peaks so far are forgotten. */
  readonly forget: boolean
}

/** Resources that a measurement is to have for itself. */
export interface LockWanted extends Wanted {
  readonly id: string
}

/** A process that was lent, and the socket on which it listens. */
export interface LoadHostLease {
  readonly id: string
  readonly socket: string
}

/** A model host, lent to a worker. */
export interface HostLease extends LoadHostLease {
  readonly startupMs: number
  /** False when an earlier test already had it loaded. */
  readonly loadedNow: boolean
  readonly model: LoadedModel
}

/** A running server, lent to a worker. */
export interface ServerLease {
  readonly id: string
  readonly url: string
  /** Milliseconds from spawning it to its being ready, its model loaded. */
  readonly startupMs: number
  /** False when an earlier test already had it running. */
  readonly startedNow: boolean
  /** Version as the server states it itself; null when it does not say. */
  readonly version: string | null
}

/** News of a worker's progress, for whoever shows it. */
export interface ProgressNews {
  /** Name that groups news of one thing; later news replaces earlier. */
  readonly topic: string
  readonly text: string
  /** Name of what the text is about, which stands before it and is cut where there is no room for both. */
  readonly name?: string
  /** True when there will be no more of this topic. */
  readonly done: boolean
  /** True for a line of its own that stays. */
  readonly keep?: true
}
