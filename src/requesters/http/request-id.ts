/** The name of a request within its run. */
export function requestId({ phase, index, turn }: RequestName): string {
  return `${phase}-${index}${turn === null || turn === undefined ? '' : `-${turn}`}`
}

/** What tells a request from the others of its run. */
export interface RequestName {
  readonly phase: string
  readonly index: number
  /** Of a conversation. */
  readonly turn?: number | null
}
