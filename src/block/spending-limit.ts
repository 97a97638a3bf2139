import type { Sample } from '../samples/sample.ts'
import type { MoneyLimit } from './money-limit.ts'
import type { Spending } from './spending.ts'

/**
 * Keeps to an amount of money: before each request it asks whether everything in flight, and this
 * one, could still be paid if each cost the most it can. Once the answer was no it stays no: with the
 * few clients that the rest of the money allows it would be another load.
 */
export class SpendingLimit implements MoneyLimit {
  readonly #spending: Spending
  #spentUsd = 0
  #inFlight = 0
  #refused = false

  constructor(spending: Spending) {
    this.#spending = spending
  }

  /** Whether a request was not sent. */
  get refused(): boolean {
    return this.#refused
  }

  /** True when one more request may be sent; it then counts as in flight. */
  mayStart(): boolean {
    const { limitUsd, worstUsd } = this.#spending
    this.#refused ||= this.#spentUsd + (this.#inFlight + 1) * worstUsd > limitUsd
    if (this.#refused) return false
    this.#inFlight++
    return true
  }

  /**
   * Counts a request that is over. One that failed may have been billed, and of one whose server did not
   * count its tokens nobody knows the input: both count as the most one can cost.
   */
  add({ state, tokens }: Sample): void {
    const { worstUsd, usdPerInputToken, usdPerOutputToken, usdPerRequest = 0 } = this.#spending
    this.#inFlight--
    const { input, output, source } = tokens
    const isUnknown = state === 'failed' || source === 'chunks' || input === null
    this.#spentUsd += isUnknown ? worstUsd : input * usdPerInputToken + output * usdPerOutputToken + usdPerRequest
  }
}
