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

/** What its parent asks of the process; answered in order. */
export type Question = 'stamps' | 'counts' | 'reset'

/** What the process tells its parent. */
export type Told =
  | { readonly type: 'listening'; readonly url: string; readonly port: number }
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'answer'; readonly value: RequestStamps[] | MockServerCounts | null }
