import type { Simulation } from './simulated/simulation.ts'

/** Places of the run that a target is measured in. */
export interface TargetContext {
  /** Folder that paths are relative to. */
  readonly root: string
  /** Socket or named pipe of the broker, which lends the processes that make requests. */
  readonly broker: string
  /** Answers every request in the place of a target; null or left out where targets are measured. */
  readonly simulate?: Simulation | null
}
