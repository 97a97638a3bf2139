import type { Socket } from 'node:net'

/** Serves one connection at a time: the next when the one before it is closed. */
export class Turns {
  readonly #waiting: { readonly socket: Socket; readonly serve: () => void }[] = []
  #busy = false

  /** Serves a connection once those before it are closed. */
  take(socket: Socket, serve: () => void): void {
    this.#waiting.push({ socket, serve })
    this.#next()
  }

  #next(): void {
    if (this.#busy) return
    const turn = this.#waiting.shift()
    if (turn === undefined) return
    if (turn.socket.destroyed) return this.#next()
    this.#busy = true
    turn.socket.once('close', () => {
      this.#busy = false
      this.#next()
    })
    turn.serve()
  }
}
