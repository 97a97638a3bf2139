/** A Prometheus histogram: cumulative counts under fixed bounds, sum and count. */
export class Histogram {
  readonly #bounds: readonly number[]
  readonly #counts: number[]
  #sum = 0
  #count = 0

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
    this.#counts = bounds.map(() => 0)
  }

  observe(value: number): void {
    this.#sum += value
    this.#count++
    // A loop, not findIndex: the gaps between tokens are observed by the hundred thousand.
    for (let place = 0; place < this.#bounds.length; place++) {
      if (value > (this.#bounds[place] as number)) continue
      this.#counts[place] = (this.#counts[place] as number) + 1
      return
    }
  }

  /** Lines of the text exposition, without HELP and TYPE. */
  lines(name: string, labels: string): string[] {
    let below = 0
    const buckets = this.#bounds.map((bound, index) => {
      below += this.#counts[index] ?? 0
      return `${name}_bucket{${labels},le="${bound}"} ${below}`
    })
    return [
      ...buckets,
      `${name}_bucket{${labels},le="+Inf"} ${this.#count}`,
      `${name}_sum{${labels}} ${this.#sum}`,
      `${name}_count{${labels}} ${this.#count}`,
    ]
  }
}
