import type { Sample } from '../samples/sample.ts'
import { timers } from '../clock.ts'

/** Milliseconds for which finished requests are gathered before they are sent on: sending costs no request. */
const sendEveryMs = 100
/**
 * Milliseconds from a request's end until it is sent on at the earliest. Who is told of it has work to do, and
 * would take the processor from the client's next request, and from the server that is to read it.
 */
const restMs = 5
/** Most that are gathered: a hundred in one message would keep reads waiting for milliseconds. */
const mostHeld = 8

/** Sends finished requests on in batches. */
export class Outbox {
  readonly #send: (samples: Sample[]) => void
  #held: Sample[] = []
  #timer: NodeJS.Timeout | null = null

  constructor(send: (samples: Sample[]) => void) {
    this.#send = send
  }

  /** @param isAlone whether no other request is under way, so that there is nothing to gather */
  add(sample: Sample, isAlone: boolean): void {
    this.#held.push(sample)
    if (this.#held.length === mostHeld) this.flush()
    else this.#timer ??= timers.setTimeout(() => this.flush(), isAlone ? restMs : sendEveryMs)
  }

  flush(): void {
    if (this.#timer !== null) timers.clearTimeout(this.#timer)
    this.#timer = null
    if (this.#held.length > 0) this.#send(this.#held)
    this.#held = []
  }
}
