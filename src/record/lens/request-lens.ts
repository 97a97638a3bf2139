import type { JsonNumber } from '../figure.ts'

/** Parts of opening a connection, in milliseconds. */
export interface ConnectRecord {
  /** Finding the address of the server's name. */
  dnsMs: number
  /** TCP, and the tunnel through a proxy. */
  tcpMs: number
  /** Null without TLS. */
  tlsMs: JsonNumber
}

/**
 * One request of a run in its parts: the slowest, the median or the first that failed. Moments are milliseconds from
 * the one at which it was due, to the microsecond; null where it has none.
 */
export interface RequestLensRecord {
  what: 'slowest' | 'median' | 'failed'
  /** Its place in the order of sending over the whole run, or its part of a load, from 1; warm-up is counted. */
  request: number
  /** Milliseconds from the first measured request that was sent to the moment it was due. */
  startMs: number
  /** When it was sent: until then it waited, and its connection was opened. */
  sentMs: number
  /** DNS, TCP and TLS together, before it was sent; null on an open connection. */
  connectMs: JsonNumber
  /** The parts of `connectMs`; null where nobody told them. */
  connect: ConnectRecord | null
  /** First generated token. */
  firstMs: JsonNumber
  /** Last token, or the moment its failure was known. */
  endMs: number
  /** When its client was free again. */
  overMs: number
  /** Stamps of its chunks, at most 200 of them, evenly left out where there are more. */
  chunkMs: number[]
  /** Chunks that it had. */
  chunks: number
  outputTokens: number
  /** Class of its failure; null for one that was answered. */
  failure: string | null
}
