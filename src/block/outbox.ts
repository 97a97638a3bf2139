import type { Sample } from '../samples/sample.ts'
import { now } from '../clock.ts'

/** Milliseconds for which finished requests are gathered before they are sent on: sending costs no request. */
const sendEveryMs = 100
/** Most that are gathered: a hundred in one message would keep reads waiting for milliseconds. */
const mostHeld = 8

/** Sends finished requests on in batches. */
export class Outbox {
  readonly #send: (samples: Sample[]) => void
  #held: Sample[] = []
  #lastSent = now()

  constructor(send: (samples: Sample[]) => void) {
    this.#send = send
  }

  add(sample: Sample): void {
    this.#held.push(sample)
    if (this.#held.length === mostHeld || now() - this.#lastSent >= sendEveryMs) this.flush()
  }

  flush(): void {
    if (this.#held.length > 0) this.#send(this.#held)
    this.#held = []
    this.#lastSent = now()
  }
}
