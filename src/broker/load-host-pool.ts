import { LlmBenchError } from '../errors.ts'
import type { PoolSettings } from './host-pool.ts'
import { crashError, HostProcess } from './host-process.ts'

/** Workers ask how a host died when they lose their connection, and not later than this. */
const obituaryMs = 60_000

/**
 * The processes that make load: started when first asked for, kept for the next bench, stopped when
 * no worker has been connected for a while.
 */
export class LoadHostPool {
  readonly #settings: PoolSettings
  /** By place: the n-th host of every load is the same process, until it ends. */
  readonly #places = new Map<number, Promise<HostProcess>>()
  readonly #hosts = new Map<string, HostProcess>()
  /** Hosts that no worker is connected to. */
  readonly #idle = new Map<HostProcess, NodeJS.Timeout>()
  #started = 0
  #closed = false

  constructor(settings: PoolSettings) {
    this.#settings = settings
  }

  /**
   * The first `count` hosts. Each is a worker's for as long as it is connected to it.
   * @throws LlmBenchError `engine-failed` or `host-crashed` when one cannot be started
   */
  async lend(count: number): Promise<HostProcess[]> {
    if (this.#closed) throw new LlmBenchError('aborted', 'the run is ending: no load is made any more')
    const hosts = await Promise.all(
      Array.from({ length: count }, async (_, place) => await (this.#places.get(place) ?? this.#fill(place))),
    )
    // Whoever was lent it has yet to connect.
    for (const host of hosts) this.#use(host)
    return hosts
  }

  find(id: string): HostProcess | null {
    return this.#hosts.get(id) ?? null
  }

  /** Why a host died; waits until it has. Null when there was no such host, or none is asked of it any more. */
  async obituary(id: string): Promise<LlmBenchError | null> {
    const host = this.#hosts.get(id)
    return host === undefined ? null : crashError('making the load', await host.exited, host.log)
  }

  /** Ends every host. May be called from an `exit` handler: nothing is awaited. */
  close(): void {
    this.#closed = true
    for (const host of this.#hosts.values()) {
      this.#use(host)
      host.kill()
    }
  }

  #fill(place: number): Promise<HostProcess> {
    const leave = (): void => {
      if (this.#places.get(place) === started) this.#places.delete(place)
    }
    const started = this.#start(leave)
    this.#places.set(place, started)
    started.catch(leave)
    return started
  }

  /** @param leave frees the place of the host: nobody may be lent one that is ending */
  async #start(leave: () => void): Promise<HostProcess> {
    const id = `load-${++this.#started}`
    const { socketOf, logFile } = this.#settings
    const host = await HostProcess.spawn(id, logFile(id), 'load-host')
    this.#hosts.set(id, host)
    if (this.#closed) host.kill()
    void host.exited.then(() => {
      leave()
      this.#use(host)
      setTimeout(() => this.#hosts.delete(id), obituaryMs).unref()
    })
    await host.serve(socketOf(id), (workers) => {
      this.#use(host)
      if (workers === 0) this.#stopLater(host, leave)
    })
    return host
  }

  #use(host: HostProcess): void {
    clearTimeout(this.#idle.get(host))
    this.#idle.delete(host)
  }

  #stopLater(host: HostProcess, leave: () => void): void {
    const timer = setTimeout(() => {
      leave()
      host.kill()
    }, this.#settings.idleMs)
    this.#idle.set(host, timer.unref())
  }
}
