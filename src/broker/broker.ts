import { EventEmitter } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import type { ProgressNews } from './calls.ts'
import type { Lender } from './lender.ts'
import { type BrokerSettings, Surroundings } from './surroundings.ts'

interface BrokerEvents {
  progress: [ProgressNews]
}

/**
 * The broker in Vitest's main process: workers ask it for processes over a private socket. It listens
 * from the start, and loads its modules when the first worker calls.
 */
export class Broker extends EventEmitter<BrokerEvents> {
  readonly socket: string
  readonly #surroundings: Surroundings
  readonly #server: Server
  readonly #connections = new Set<Socket>()
  #lender: Lender | null = null

  constructor(settings: BrokerSettings) {
    super()
    this.#surroundings = new Surroundings(settings)
    this.socket = this.#surroundings.socketOf('broker')
    this.#server = createServer((socket) => void this.#serve(socket))
    this.#server.unref()
    // A path that cannot be listened on shows when a worker connects, which says so.
    this.#server.on('error', () => {})
    this.#server.listen(this.socket)
  }

  /** Takes the settings of a changed configuration: for all that starts, or is given back, from now on. */
  configure(settings: BrokerSettings): void {
    this.#surroundings.settings = settings
  }

  /** Folder of this run's journals; null while nothing was measured. */
  get journal(): string | null {
    return this.#surroundings.journal
  }

  /** Begins a new run: its journals get a folder of their own. Processes that were lent stay. */
  newRun(): void {
    this.#surroundings.newRun()
  }

  /** Ends every process and closes the socket. May be called more than once, also while exiting. */
  close(): void {
    this.#lender?.pools.close()
    for (const connection of this.#connections) connection.destroy()
    this.#server.close()
    this.#surroundings.remove()
  }

  async #serve(socket: Socket): Promise<void> {
    this.#connections.add(socket)
    socket.unref()
    socket.pause()
    const [{ Lender: LenderClass }, { serveBorrower }] = await Promise.all([
      import('./lender.ts'),
      import('./borrower.ts'),
    ])
    this.#lender ??= new LenderClass(this.#surroundings, (news) => void this.emit('progress', news))
    socket.resume()
    await serveBorrower(socket, this.#lender)
    this.#connections.delete(socket)
  }
}
