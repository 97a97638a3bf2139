/** Where a price comes from: whose it is, its date, and the list that told it. */
export interface PriceRecord {
  /** Provider whose price it is; null for a declared one. */
  provider: string | null
  /** Model as the list names it, or the name of a declared price. */
  model: string
  /** Day it was asked for, as `2026-11-22`; null for a declared price without a date. */
  date: string | null
  /** Day it is in force since; null where the list has no dates for the model. */
  since: string | null
  /** The list: a package, or the name of a list of one's own; null for a price that was declared alone. */
  list: string | null
  /** Version of the package, or when its data were fetched; null where the list has neither. */
  version: string | null
  /** Way of being served that it is for: `batch` and `flex` only where somebody declared them. */
  service: 'standard' | 'batch' | 'flex'
  /** Factor on the list's price that was declared for the service; null where none was. */
  factor: number | null
}

/** Two lists that tell different prices of the same model. */
export interface DisputedPriceRecord {
  /** The second list: its package and version. */
  list: string
  /** Date of the model's entry in it; not of the price, which has none. */
  entryDate: string
  /** US dollars of the same request by the second list. */
  usd: number
}
