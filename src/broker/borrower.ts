import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { Handlers } from '../channel/calls.ts'
import { takeCalls } from '../channel/channel.ts'
import { SocketWire } from '../channel/socket-wire.ts'
import type { BrokerCalls, LockWanted } from './calls.ts'
import type { Lender } from './lender.ts'
import type { Unloaded } from '../host/model-host-calls.ts'
import type { LentProcess } from './lent/kind.ts'
import type { Lent } from './lending-pool.ts'
import type { Wanted } from '../owned/line.ts'

/** Answers a worker until it is gone, and then takes back the processes it had. */
export async function serveBorrower(socket: Socket, lender: Lender): Promise<void> {
  const borrower = new Borrower(lender)
  const channel = takeCalls<BrokerCalls>(new SocketWire(socket), borrower.handlers)
  await channel.closed
  borrower.leave()
}

/** A lock that a worker holds, or waits for. */
interface HeldLock {
  readonly over: AbortController
  /** Settles when it is over, with the names of those that held another one meanwhile. */
  readonly beside: Promise<string[]>
}

/** A worker that is connected to the broker: the processes it has borrowed go back when it is gone. */
class Borrower {
  readonly #lender: Lender
  readonly #borrowed: { readonly id: string; readonly giveBack: () => void }[] = []
  readonly #locks = new Map<string, HeldLock>()
  readonly #racks = new Set<string>()
  /** Wishes for money that it had. */
  readonly #money = new Set<string>()
  /** Processes that were asked to stop and have not yet. */
  readonly #doubted = new Set<string>()
  #gone = false

  constructor(lender: Lender) {
    this.#lender = lender
  }

  /** Handlers of the worker's calls. */
  get handlers(): Handlers<BrokerCalls> {
    const { pools, surroundings, onProgress } = this.#lender
    return {
      'model-host': async (request) =>
        await this.#borrow(`model ${request.spec}`, async (tell) => await pools.modelHosts.lend(request, tell)),
      'load-hosts': async ({ count, rack }) =>
        await Promise.all(
          Array.from({ length: count }, async (_, place) => this.#keep(await pools.loadHosts.lend({ rack, place }))),
        ),
      rack: (id) => {
        this.#racks.add(id)
        return this.#lender.rack(id)
      },
      'free-rack': (id) => this.#freeRack(id),
      server: async (spec) =>
        await this.#borrow(`server ${spec.name}`, async (tell) => await pools.servers.lend(spec, tell)),
      'journal-folder': (outputDirectory) => surroundings.journalFolder(outputDirectory),
      lock: async (wanted) => await this.#lock(wanted),
      unlock: async (id) => await this.#unlock(id),
      memory: (id) => pools.get(id).memory,
      'forget-memory': (id) => pools.get(id).forgetMemory(),
      'memory-of': ({ id, args, forget }) => {
        const part = pools.get(id).memoryOf?.(args)
        if (forget) part?.forget()
        return part?.peaks ?? null
      },
      doubt: (id) => {
        this.#doubted.add(id)
        pools.of(id).doubt(id)
      },
      settle: (id) => {
        this.#doubted.delete(id)
        pools.of(id).settle(id)
      },
      kill: (id) => {
        this.#doubted.delete(id)
        pools.of(id).kill(id)
      },
      retire: async (id) => void (await this.#retire(id, false)),
      unload: async (id) => await this.#retire(id, true),
      obituary: async (id) => (await pools.find(id)?.obituary())?.message ?? null,
      machine: async () => await this.#lender.probes.facts(),
      'read-meter': async (project) => await this.#lender.readMeter(project),
      'hold-money': async (wanted) => {
        this.#money.add(wanted.id)
        return await this.#lender.purse.hold(wanted)
      },
      'settle-money': ({ id, spentUsd }) => this.#lender.purse.settle(id, spentUsd),
      progress: onProgress,
    }
  }

  /** Gives everything back. */
  leave(): void {
    this.#gone = true
    const { pools } = this.#lender
    for (const id of this.#doubted) if (pools.find(id) !== null) pools.of(id).kill(id)
    for (const { over } of this.#locks.values()) over.abort()
    for (const id of this.#racks) this.#freeRack(id)
    // Nobody knows what was billed of it.
    for (const id of this.#money) this.#lender.purse.settle(id, null)
    for (const { giveBack } of this.#borrowed) giveBack()
  }

  /** Borrows a process that may take long to start, and shows its progress meanwhile. */
  async #borrow<Lease extends { readonly id: string }>(
    topic: string,
    lend: (tell: (text: string) => void) => Promise<Lent<Lease>>,
  ): Promise<Lease> {
    const { onProgress } = this.#lender
    try {
      return this.#keep(await lend((text) => onProgress({ topic, text, done: false })))
    } finally {
      onProgress({ topic, text: '', done: true })
    }
  }

  /** Gives back all that was lent to the worker of a process, and lends that to nobody any more. */
  async #retire(id: string, unload: boolean): Promise<Unloaded | null> {
    const { pools } = this.#lender
    let unloaded: Unloaded | null = null
    const last = async (process: LentProcess): Promise<void> => {
      if (unload) unloaded = (await process.unload?.()) ?? null
    }
    // Taken out first: what is given back last would else wait for another worker.
    const retired = pools.find(id) === null ? null : pools.of(id).retire(id, last)
    for (const lent of this.#borrowed) if (lent.id === id) lent.giveBack()
    await retired
    return unloaded
  }

  #keep<Lease extends { readonly id: string }>({ lease, giveBack }: Lent<Lease>): Lease {
    // The worker may have ended while its process was starting.
    if (this.#gone) giveBack()
    else this.#borrowed.push({ id: lease.id, giveBack })
    return lease
  }

  /** Lets the worker have what it wants: answers when it does, and holds it until the worker says that it is over. */
  async #lock({ id, ...wanted }: LockWanted): Promise<void> {
    const over = new AbortController()
    const { lock, probes, onProgress } = this.#lender
    const topic = `lock ${id}`
    const begun = Promise.withResolvers<void>()
    const work = async (): Promise<void> => {
      // Questions to the machine would be measured too; nobody waits for them.
      probes.cut()
      begun.resolve()
      if (!over.signal.aborted) await once(over.signal, 'abort')
    }
    const onWait = (others: readonly Wanted[]): void =>
      onProgress({ topic, text: `${wanted.name}: waits for ${others[0]?.name ?? ''} of another Vitest`, done: false })
    const beside = lock.hold(wanted, work, { signal: over.signal, onWait })
    this.#locks.set(id, { over, beside })
    beside.catch(begun.reject)
    try {
      await begun.promise
    } finally {
      onProgress({ topic, text: '', done: true })
    }
  }

  async #unlock(id: string): Promise<string[]> {
    const held = this.#locks.get(id)
    held?.over.abort()
    // Of a place that was given up the waiting call tells the reason.
    return (await held?.beside.catch(() => [])) ?? []
  }

  #freeRack(id: string): void {
    this.#racks.delete(id)
    this.#lender.racks.delete(id)
  }
}
