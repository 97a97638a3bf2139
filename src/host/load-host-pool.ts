import { LlmBenchError } from '../errors.ts'
import type { PoolSettings } from './host-pool.ts'
import { crashError, HostProcess } from './host-process.ts'

interface Known {
  readonly host: HostProcess
  readonly ready: Promise<HostProcess>
}

/** The processes that make load: started when first asked for, kept for the next bench. */
export class LoadHostPool {
  readonly #settings: Pick<PoolSettings, 'socketOf' | 'logFile'>
  /** By place: the n-th host of every load is the same process, until it dies. */
  readonly #places: (Promise<Known> | undefined)[] = []
  readonly #hosts = new Map<string, HostProcess>()
  #started = 0
  #closed = false

  constructor(settings: Pick<PoolSettings, 'socketOf' | 'logFile'>) {
    this.#settings = settings
  }

  /**
   * The first `count` hosts.
   * @throws LlmBenchError `engine-failed` or `host-crashed` when one cannot be started
   */
  async lend(count: number): Promise<HostProcess[]> {
    if (this.#closed) throw new LlmBenchError('aborted', 'the run is ending: no load is made any more')
    return await Promise.all(
      Array.from({ length: count }, async (_, place) => {
        this.#places[place] ??= this.#start(place)
        return await (await this.#places[place]).ready
      }),
    )
  }

  find(id: string): HostProcess | null {
    return this.#hosts.get(id) ?? null
  }

  /** Why a host died; waits until it has. Null when there was no such host. */
  async obituary(id: string): Promise<LlmBenchError | null> {
    const host = this.#hosts.get(id)
    return host === undefined ? null : crashError('making the load', await host.exited, host.log)
  }

  /** Ends every host. May be called from an `exit` handler: nothing is awaited. */
  close(): void {
    this.#closed = true
    for (const host of this.#hosts.values()) host.kill()
  }

  async #start(place: number): Promise<Known> {
    const id = `load-${++this.#started}`
    const { socketOf, logFile } = this.#settings
    const forget = (): void => {
      this.#places[place] = undefined
    }
    try {
      const host = await HostProcess.spawn(id, logFile(id), 'load-host')
      this.#hosts.set(id, host)
      if (this.#closed) host.kill()
      void host.exited.then(forget)
      const ready = host.serve(socketOf(id)).then(() => host)
      // Awaited by whoever was lent it.
      ready.catch(forget)
      return { host, ready }
    } catch (error) {
      forget()
      throw error
    }
  }
}
