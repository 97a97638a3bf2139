/** The recording that a run's answers are from: nothing was computed, and nothing measured, when they were replayed. */
export interface RecordingRecord {
  /** Day and time of the oldest of the recorded runs that it is from. */
  recordedAt: string
  /** Model that was recorded. Untrusted text. */
  model: string
  /** Origin of the endpoint that was recorded, without path and query. */
  origin: string
  /** Load that it was recorded under, in words. */
  load: string
  /** False where an answer has no times, or none of its stream: then the run has no times at all. */
  timed: boolean
}
