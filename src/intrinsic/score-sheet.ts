import type { IntrinsicBlocksRecord } from '../record/intrinsic/intrinsic.ts'
import type { Evaluated } from './evaluation.ts'
import { scoredIn, type TextWindow } from './windows.ts'

/** Sums of one window. */
interface WindowSums {
  readonly tokens: number
  readonly bytes: number
  nats: number
  baseNats: number
  divergence: number
}

/** Most blocks that windows are put together into: so many bound a mean well, and each has several windows. */
const mostBlocks = 30

/** Scores of a text, window by window. */
export class ScoreSheet {
  readonly #windows: WindowSums[] = []
  readonly #divergences: number[] = []
  #leftOut = 0
  #sameTop = 0
  #toWrong = 0
  #toRight = 0

  /** Begins a window; what is added from now on is of it. */
  begin(window: TextWindow): void {
    this.#windows.push({ tokens: scoredIn(window), bytes: window.bytes, nats: 0, baseNats: 0, divergence: 0 })
  }

  /** Adds a piece of the window, of a model, and of its base where there is one. */
  add(targets: Uint32Array, own: Evaluated, base: Evaluated | null): void {
    const window = this.#windows.at(-1)
    if (window === undefined) throw new TypeError('no window was begun')
    for (const value of own.logProbabilities) window.nats -= value
    if (base === null) return
    for (const value of base.logProbabilities) window.baseNats -= value
    for (const [place, target] of targets.entries()) {
      const [ownTop, baseTop] = [own.likeliest[place], base.likeliest[place]]
      if (ownTop === baseTop) this.#sameTop++
      if (baseTop === target && ownTop !== target) this.#toWrong++
      if (baseTop !== target && ownTop === target) this.#toRight++
      const nats = own.divergence?.nats[place] ?? Number.NaN
      this.#divergences.push(nats)
      window.divergence += nats
      this.#leftOut += own.divergence?.leftOut[place] ?? 0
    }
  }

  get windows(): number {
    return this.#windows.length
  }

  get tokens(): number {
    return this.#sum(({ tokens }) => tokens)
  }

  get bytes(): number {
    return this.#sum(({ bytes }) => bytes)
  }

  get nats(): number {
    return this.#sum(({ nats }) => nats)
  }

  get baseNats(): number {
    return this.#sum(({ baseNats }) => baseNats)
  }

  /** Divergences of all places in ascending order; empty without a base. */
  get divergences(): Float64Array {
    return Float64Array.from(this.#divergences).toSorted()
  }

  /** Mean of the base's probability that was taken as one. */
  get leftOut(): number {
    return this.#leftOut / this.tokens
  }

  get sameTop(): number {
    return this.#sameTop / this.tokens
  }

  get flips(): { readonly toWrong: number; readonly toRight: number; readonly share: number } {
    const [toWrong, toRight] = [this.#toWrong, this.#toRight]
    return { toWrong, toRight, share: (toWrong + toRight) / this.tokens }
  }

  /** Sums of neighbouring windows, as many in each block. */
  blocks(): IntrinsicBlocksRecord {
    const size = Math.ceil(this.#windows.length / mostBlocks)
    const blocks: WindowSums[][] = []
    for (let from = 0; from < this.#windows.length; from += size) blocks.push(this.#windows.slice(from, from + size))
    const sums = (of: (window: WindowSums) => number): number[] =>
      blocks.map((windows) => windows.reduce((total, window) => total + of(window), 0))
    return {
      tokens: sums(({ tokens }) => tokens),
      bytes: sums(({ bytes }) => bytes),
      nats: sums(({ nats }) => nats).map(finite),
      divergence: this.#divergences.length === 0 ? null : sums(({ divergence }) => divergence).map(finite),
    }
  }

  #sum(of: (window: WindowSums) => number): number {
    return this.#windows.reduce((total, window) => total + of(window), 0)
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
