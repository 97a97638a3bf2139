import type { JsonNumber } from '../figure.ts'

/** One load of a local model by a run that asked for the state of the page cache. */
export interface ModelLoadRecord {
  /** Turn of the launch that it began. */
  slot: number
  /**
   * `cold`: the file had been dropped from the page cache, and was read from a disk; `warm`: it was in memory;
   * `unknown`: the system does not tell, or it was neither.
   */
  pageCache: 'cold' | 'warm' | 'unknown'
  /** Reason why it is unknown, or what limits it, as in a virtual machine; null where there is none. */
  note: string | null
  /** Load asked to context ready, in milliseconds. */
  loadTimeMs: JsonNumber
  /** Milliseconds from the first request in it to its first token; null where there was none. */
  firstTokenMs: JsonNumber
  /** Milliseconds that freeing its contexts and weights took; null where it was not unloaded within the run. */
  unloadMs: JsonNumber
  /** Resident bytes of its process before, and those fewer after; null where it was not unloaded within the run. */
  residentBytes: JsonNumber
  givenBackBytes: JsonNumber
}
