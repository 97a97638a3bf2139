/** A connection from one process to another, which frames go over. */
export interface Wire {
  readonly isOpen: boolean
  /**
   * Starts reading.
   * @param onClose called when the wire is gone, however it went; maybe more than once
   */
  open(onFrame: (frame: unknown) => void, onClose: () => void): void
  send(frame: unknown): void
  /** Sets whether this process stays alive for the wire. */
  hold(on: boolean): void
  close(): void
}
