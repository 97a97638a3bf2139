/**
 * A watch over a property of this machine while others work. It is started before timed work, and stopped
 * after it.
 */
export interface Meter<Reading> {
  start(): Running<Reading>
}

/** A meter that was started. */
export interface Running<Reading> {
  /** Ends the watch, and gives the reading since it began. */
  stop(): Reading
}
