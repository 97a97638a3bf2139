import { believedWatts } from './most-watts.ts'

/** One sample in the text of powermetrics: mean watts since the sample before. */
export interface PowermetricsSample {
  /** Length of the sample in milliseconds; null where it is not told. */
  readonly elapsedMs: number | null
  /** Watts by rail, as powermetrics names it in small letters: `cpu`, `gpu`, `ane`. */
  readonly rails: Readonly<Record<string, number>>
}

const samplePattern = /^\*{3} Sampled system activity .*?\(([\d.]+)ms elapsed\)/u
const railPattern = /^(CPU|GPU|ANE|DRAM) Power: (\d+(?:\.\d+)?) (mW|W)\s*$/u

/** Reads the text of powermetrics by lines: a sample is told when the next one begins. */
export class PowermetricsText {
  #elapsedMs: number | null = null
  #rails: Record<string, number> = {}

  /** Takes a line; gives the sample that it ends, else null. */
  line(line: string): PowermetricsSample | null {
    const began = samplePattern.exec(line)
    if (began !== null) {
      const ended = this.sample
      this.#elapsedMs = Number(began[1])
      this.#rails = {}
      return ended
    }
    const [, rail, value, unit] = railPattern.exec(line) ?? []
    // A rail is told in its own section, and again in that of the GPU: once counts.
    const watts = rail === undefined ? null : believedWatts(Number(value) / (unit === 'mW' ? 1000 : 1))
    if (rail !== undefined && watts !== null) this.#rails[rail.toLowerCase()] = watts
    return null
  }

  /** The sample as far as it was told; null where no rail was. */
  get sample(): PowermetricsSample | null {
    return Object.keys(this.#rails).length === 0 ? null : { elapsedMs: this.#elapsedMs, rails: this.#rails }
  }
}
