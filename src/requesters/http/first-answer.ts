import { serverName } from '../../http/model-list.ts'
import type { Exchange } from '../../http/socket/client.ts'

/** Bytes of an answer in which its fingerprint is looked for: each event of a stream has it. */
const lookedAtBytes = 4096
// mlx-lm's own version, that of MLX, and the system.
const fingerprintOfMlx = /"system_fingerprint":\s*"(\d+(?:\.\d+)+)-\d+(?:\.\d+)+-(?:macOS|Linux)\b/

/** The first answer that tokens were asked for: some software is named there only. */
export class FirstAnswer {
  #isKnown = false
  #server: string | null = null

  /** Whether there was one. */
  get isKnown(): boolean {
    return this.#isKnown
  }

  /** Name and version of the serving software, by its header or its fingerprint; null where it has neither. */
  get server(): string | null {
    return this.#server
  }

  /** Looks at an answer, where none was looked at. */
  note(exchange: Exchange): void {
    if (this.#isKnown || exchange.failure !== null) return
    this.#isKnown = true
    const mlx = fingerprintOfMlx.exec(exchange.body.toString('latin1', 0, lookedAtBytes))?.[1]
    this.#server = mlx === undefined ? serverName(exchange) : `mlx-lm ${mlx}`
  }
}
