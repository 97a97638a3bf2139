import { findWorkerContext } from './worker-context.ts'

/** Reason for which no claim is settled where nothing is measured. */
export const simulatedDoubt = 'simulated: nothing was measured'

/** Whether this is the mode in which nothing is measured. */
export function isSimulation(): boolean {
  return (findWorkerContext()?.simulate ?? null) !== null
}
