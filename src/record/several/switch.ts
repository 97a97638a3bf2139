import type { JsonNumber } from '../figure.ts'

/**
 * One change to a model that was not loaded: those that made room for it are evicted, it is loaded, and it gives its
 * first token. A server that holds several models does the same behind one address.
 */
export interface SwitchRecord {
  /** Name of the model that was switched to. */
  model: string
  /** Names of the models that were evicted for it; empty where there was room. */
  evicted: string[]
  /** Milliseconds until they were gone; null where nobody could see that, as within a server. */
  evictMs: JsonNumber
  /** Milliseconds from the load being asked for, its process included, to its being ready; null where nobody saw. */
  loadMs: JsonNumber
  /** Milliseconds from its being ready, or from the request to a server, to the first token. */
  firstTokenMs: JsonNumber
  /**
   * The server's own time of the load, as it tells it: of llama-server's router from the spawn to its readiness; null
   * where it tells none, and where no server loads.
   */
  serverMs: JsonNumber
  /** Milliseconds from the switch being begun to the first token; null where none came. */
  totalMs: JsonNumber
  /** Reason why no token came, in one line; null where one did. Untrusted text. */
  error: string | null
}
