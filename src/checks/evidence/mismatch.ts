/** Tokens that the server counted otherwise than they were asked for or came, as a share, and a sentence of it. */
export interface Mismatch {
  readonly share: number
  readonly message: string
  /** Further metrics that cannot be trusted with it. */
  readonly protects?: readonly string[]
}
