import type { JsonNumber } from './figure.ts'

/** Time in which clients waited because a refusal told them to: they made no load then. */
export interface ClientWaitsRecord {
  /** Milliseconds waited, by all clients together. */
  waitedMs: number
  /** Share of the clients' time, 0 to 1. */
  share: number
  /** Clients at work on average: the concurrency without those that waited. */
  concurrency: number
}

/** Time of the clients of a closed load over its steady windows, all of them together, in milliseconds. */
export interface ClientTimeRecord {
  clientMs: number
  /** Time with no request in flight: neither connecting, nor waiting because a refusal told them to. */
  idleMs: number
  connectingMs: number
}

/** The load plan as it was carried out. */
export interface LoadRecord {
  kind: 'closed' | 'open'
  /** The load in words: "50 clients", "10 requests/s (Poisson)". */
  text: string
  /** Clients of a closed load; 0 for an open one. */
  concurrency: number
  /**
   * Beginning of a closed load of several clients: `at-once`, as `rampUp: 0` asks, or `spread` over a time; null for
   * one client, for an open load, and where nobody said.
   */
  firstSends: 'at-once' | 'spread' | null
  /** Rate of an open load, in requests per second over the moments the plan named; null for a closed one. */
  rate: { asked: JsonNumber; achieved: JsonNumber } | null
  /** Requests of an open load that were due and never sent. */
  unsent: number
  /** Waits of clients that obey `Retry-After`; null where they do not, and where nobody could tell any more. */
  waits: ClientWaitsRecord | null
  /** Time of the clients of a closed load; null for an open one, and where it was never steady. */
  clientTime: ClientTimeRecord | null
  /** Processes that made the load. */
  hosts: number
  /** True when the run was one arm of an interleaved `bench.compare`. */
  interleaved: boolean
  /** Id shared by the arms of one comparison; null alone. */
  comparison: string | null
  /** Time allowed, in milliseconds. */
  budgetMs: number
  /** The reason the run ended. */
  endedBy: 'requests' | 'duration' | 'budget' | 'cost' | 'decided' | 'aborted' | 'crash'
}

/** A load that nobody described. */
export const emptyLoad: LoadRecord = {
  kind: 'closed',
  text: '',
  concurrency: 1,
  firstSends: null,
  rate: null,
  unsent: 0,
  waits: null,
  clientTime: null,
  hosts: 1,
  interleaved: false,
  comparison: null,
  budgetMs: 0,
  endedBy: 'requests',
}
