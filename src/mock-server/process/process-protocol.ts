import type { SpawnedMockServerOptions } from '../options.ts'
import type { PortUse } from '../server.ts'
import type { RequestStamps } from '../stamps.ts'

/** Counts of a mock server in a process of its own, and the CPU time of the process. */
export interface MockServerCounts {
  /** Number of requests for tokens received so far. */
  readonly requests: number
  /** Number of connections opened so far. */
  readonly connections: number
  /** CPU time of its process, milliseconds: a server near 100 % of a core is part of what is measured. */
  readonly userMs: number
  /** CPU time of the system for its process, milliseconds. */
  readonly systemMs: number
}

/** Calls of the parent that a mock server's process takes, over IPC. */
export interface MockServerCalls {
  /** Starts the server. */
  start: {
    asked: { readonly options: SpawnedMockServerOptions; readonly use: PortUse }
    answer: { readonly url: string; readonly port: number }
  }
  stamps: { asked: null; answer: RequestStamps[] }
  counts: { asked: null; answer: MockServerCounts }
  reset: { asked: null; answer: void }
}
