import type { SpawnedMockServerOptions } from '../options.ts'
import type { RequestStamps } from '../stamps.ts'

/** What a mock server in a process of its own has done, and what it cost. */
export interface MockServerCounts {
  /** Requests for tokens received so far. */
  readonly requests: number
  /** Connections opened so far. */
  readonly connections: number
  /** CPU time of its process, milliseconds: a server near 100 % of a core is part of what is measured. */
  readonly userMs: number
  readonly systemMs: number
}

/** What its parent asks of the process, over IPC. */
export interface MockServerCalls {
  /** Starts the server. */
  start: { asked: SpawnedMockServerOptions; answer: { readonly url: string; readonly port: number } }
  stamps: { asked: null; answer: RequestStamps[] }
  counts: { asked: null; answer: MockServerCounts }
  reset: { asked: null; answer: void }
}
