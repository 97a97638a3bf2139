/** Way of being served: at once, in a batch that is answered within hours, or when there is room. */
export type Service = 'standard' | 'batch' | 'flex'

/** Options of a price from the list. */
export interface PriceOptions {
  /**
   * Day whose price is taken, as `2026-10-01`. Default: that of the run. Of a model whose prices the list has without
   * dates it is the only one there is, and the source says so.
   */
  readonly asOf?: string
  /**
   * Way of being served. The price list has none but `standard`: the price of the others is unknown until `factor`
   * says it, or a list of your own (`ownPrices`).
   */
  readonly service?: Service
  /** Factor on the list's price that you declare for the service: `0.5` for half of it. */
  readonly factor?: number
}
