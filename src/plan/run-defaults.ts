/** Defaults of a run; null means "decided by the load plan". */
export interface RunDefaults {
  readonly requests: number | null
  readonly budget: number
  readonly warmup: number | null
}
