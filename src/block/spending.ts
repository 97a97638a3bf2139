/** Limit and prices of a run's requests, as one load host keeps to them. US dollars. */
export interface Spending {
  readonly limitUsd: number
  /** The most one request can cost. */
  readonly worstUsd: number
  readonly usdPerInputToken: number
  readonly usdPerOutputToken: number
  /** Of a request, whatever its tokens are; none, when left out. */
  readonly usdPerRequest?: number
}
