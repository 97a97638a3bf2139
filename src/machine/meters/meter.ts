/**
 * Something of this machine that is watched while others work. It is started before, and stopped after
 * what is timed.
 */
export interface Meter<Reading> {
  start(): Running<Reading>
}

/** A meter that was started. */
export interface Running<Reading> {
  /** Ends the watch, and says what was seen since it began. */
  stop(): Reading
}
