/** Name of a request within its run, as an `x-request-id` carries it. */
export function requestId({ phase, index, turn }: RequestName): string {
  return `${phase}-${index}${turn === null || turn === undefined ? '' : `-${turn}`}`
}

/** Phase and numbers that tell a request from the others of its run. */
export interface RequestName {
  readonly phase: string
  readonly index: number
  /** Turn of its conversation, 0-based; null or absent outside of one. */
  readonly turn?: number | null
}
