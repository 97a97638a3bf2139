/** Places of the run that a target is measured in. */
export interface TargetContext {
  /** Folder that paths are relative to. */
  readonly root: string
  /** Socket or named pipe of the broker, which lends the processes that make requests. */
  readonly broker: string
}
