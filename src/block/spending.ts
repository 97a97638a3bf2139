/** What a run may cost, as one load host keeps to it. US dollars. */
export interface Spending {
  readonly limitUsd: number
  /** The most one request can cost. */
  readonly worstUsd: number
  readonly usdPerInputToken: number
  readonly usdPerOutputToken: number
}
