import { EventEmitter } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import type { ProgressNews } from './calls.ts'
import type { MachineFacts } from '../record/machine/facts.ts'
import type { Lender } from './lender.ts'
import { sweepSocketFolders } from './socket-folder.ts'
import { brokerSocket, type BrokerSettings, Surroundings } from './surroundings.ts'

interface BrokerEvents {
  progress: [ProgressNews]
}

/** Milliseconds between two looks at whether the socket is still there: a worker waits longer for it. */
const lookMs = 1000

/**
 * The broker in Vitest's main process: workers ask it for processes over a private socket. It listens
 * from the start, and loads its modules when the first worker calls. A socket that somebody removed among
 * temporary files is made again.
 */
export class Broker extends EventEmitter<BrokerEvents> {
  readonly socket: string
  /** Meters that configurations have as functions, by the name of their project. */
  readonly meters: Map<string, () => number | Promise<number>> = new Map()
  readonly #surroundings: Surroundings
  readonly #connections = new Set<Socket>()
  readonly #looks: NodeJS.Timeout
  #server: Server
  #listening = false
  #lender: Lender | null = null

  constructor(settings: BrokerSettings) {
    super()
    this.#surroundings = new Surroundings(settings)
    this.socket = this.#surroundings.sockets.socket(brokerSocket)
    this.#server = this.#listen()
    this.#looks = setInterval(() => this.#restore(), lookMs).unref()
    void sweepSocketFolders(this.#surroundings.sockets)
  }

  /** Takes the settings of a changed configuration: for all that starts, or is given back, from now on. */
  configure(settings: BrokerSettings): void {
    this.#surroundings.settings = settings
  }

  /** Folder of this run's journals that go with a report; null while nothing was measured for it. */
  journalOf(outputDirectory: string): string | null {
    return this.#surroundings.journalOf(outputDirectory)
  }

  /** Begins a new run: its journals get folders of their own. Processes that were lent stay. */
  newRun(): void {
    this.#restore()
    this.#surroundings.newRun()
    this.#lender?.newRun()
  }

  /** Facts of this machine, as far as they can be known; null where nobody has measured here. Not while measuring. */
  async machine(): Promise<MachineFacts | null> {
    return (await this.#lender?.probes.facts()) ?? null
  }

  /** Facts of this machine that are known by now, for a process on its way out. */
  get knownMachine(): MachineFacts | null {
    return this.#lender?.probes.known ?? null
  }

  /** Ends every process and closes the socket. May be called more than once, also while exiting. */
  close(): void {
    clearInterval(this.#looks)
    this.#lender?.pools.close()
    for (const connection of this.#connections) connection.destroy()
    this.#server.close()
    this.#surroundings.remove()
  }

  #listen(): Server {
    const { sockets } = this.#surroundings
    const server = createServer((socket) => void this.#serve(socket))
    server.unref()
    server.once('error', (error: NodeJS.ErrnoException) => sockets.explain(error.code ?? error.message))
    server.once('listening', () => {
      this.#listening = true
      try {
        sockets.mark(brokerSocket)
      } catch {
        // Unmarked it stays when this process is killed: nobody takes it for ours.
      }
    })
    server.listen(this.socket)
    return server
  }

  /** Listens again where the socket is gone; workers that are connected stay so. */
  #restore(): void {
    const { sockets } = this.#surroundings
    if (!this.#listening || sockets.has(brokerSocket)) return
    this.#listening = false
    // Closing it would remove the new socket, were it done later.
    this.#server.close()
    try {
      sockets.restore()
      this.#server = this.#listen()
    } catch {
      // Tried again at the next look.
      this.#listening = true
    }
  }

  async #serve(socket: Socket): Promise<void> {
    this.#connections.add(socket)
    socket.unref()
    socket.pause()
    const [{ Lender: LenderClass }, { serveBorrower }] = await Promise.all([
      import('./lender.ts'),
      import('./borrower.ts'),
    ])
    this.#lender ??= new LenderClass(this.#surroundings, (news) => void this.emit('progress', news), this.meters)
    socket.resume()
    await serveBorrower(socket, this.#lender)
    this.#connections.delete(socket)
  }
}
