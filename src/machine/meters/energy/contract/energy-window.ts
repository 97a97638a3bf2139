/** A stretch of time whose energy is wanted, in milliseconds of the one clock. */
export interface EnergyWindow {
  readonly from: number
  readonly to: number
}

/** Milliseconds of several windows together. */
export function lengthOf(windows: readonly EnergyWindow[]): number {
  return windows.reduce((sum, { from, to }) => sum + (to - from), 0)
}
