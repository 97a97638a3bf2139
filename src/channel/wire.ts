/** What frames go over, from one process to another. */
export interface Wire {
  readonly isOpen: boolean
  /**
   * Starts reading.
   * @param onClose called when the wire is gone, however it went; maybe more than once
   */
  open(onFrame: (frame: unknown) => void, onClose: () => void): void
  send(frame: unknown): void
  /** Whether this process stays alive for it. */
  hold(on: boolean): void
  close(): void
}
