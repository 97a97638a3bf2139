import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { AskedBlock } from '../../block/block.ts'
import type { BlockEnd } from '../../block/end.ts'
import { now } from '../../clock.ts'
import { spendingOf } from '../../cost/spending.ts'
import type { TokenPrices } from '../../cost/token-prices.ts'
import { LlmBenchError } from '../../errors.ts'
import type { LoadBlockRequest, PreparedLoad, PrepareLoad, ToldLater } from '../../host/load-host-calls.ts'
import type { MetricsPlace } from '../../host/server-metrics.ts'
import type { MetricsReading } from '../../servers/metrics/read-metrics.ts'
import type { RequestFields } from '../../requesters/http/request-fields.ts'
import type { Transport } from '../../requesters/transport.ts'
import type { Sample } from '../../samples/sample.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { changesText, type FieldMemory } from './field-memory.ts'
import { type ConnectedLoadHost, loadHosts } from './load-lender.ts'
import { explained, runInHost } from './run-in-host.ts'
import { shareBlock } from './share-block.ts'

/** Time ahead at which several hosts start together, so that the last has heard of it. */
const startAheadMs = 20

/** A way to requests, for the hosts that make them. */
interface LaneSource {
  /** Socket of the broker. */
  readonly broker: string
  readonly transport: Transport
  readonly fields: FieldMemory | null
  /** Rack of load hosts; left out for that of everybody who has the machine alone. */
  readonly rack?: number | undefined
}

/** Who waits for the hosts to be ready. */
export interface Waiter {
  /** Shows a person that something takes long. */
  readonly tell: (text: string) => void
  /** Aborted when nobody waits any more; null where that is never said. */
  readonly signal: AbortSignal | null
}

interface Lane {
  readonly host: ConnectedLoadHost
  readonly id: string
}

/** The load hosts of one workload, each prepared for it. */
export class Lanes {
  readonly #source: LaneSource
  readonly request: RequestDefinition
  readonly #connections: number
  readonly #tell: (text: string) => void
  readonly #signal: AbortSignal | null
  #lanes: Lane[] = []
  /** Fields as the hosts send them: another driver of the same target may have learned more since. */
  #sent: RequestFields | null = null

  constructor(source: LaneSource, request: RequestDefinition, connections: number, { tell, signal }: Waiter) {
    this.#source = source
    this.request = request
    this.#connections = connections
    this.#tell = tell
    this.#signal = signal
  }

  get count(): number {
    return this.#lanes.length
  }

  /** Takes hosts until there are so many; gives the facts that the last one found. */
  async open(count: number): Promise<PreparedLoad> {
    const hosts = await loadHosts(this.#source.broker, { count, rack: this.#source.rack ?? 0 })
    let found: PreparedLoad | null = null
    for (const host of hosts.slice(this.#lanes.length)) {
      const prepare: PrepareLoad = {
        id: randomUUID(),
        transport: this.#transport(),
        request: this.request,
        connections: Math.ceil(this.#connections / count),
      }
      const giveUp = (): void => void host.channel.request('release', prepare.id).catch(() => {})
      this.#signal?.addEventListener('abort', giveUp, { once: true })
      try {
        found = await host.channel.request('prepare', prepare, this.#tell)
        if (this.#signal?.aborted === true)
          throw new LlmBenchError('aborted', 'the test was aborted before its first request')
      } catch (error) {
        this.release()
        throw await explained(error, host)
      } finally {
        this.#signal?.removeEventListener('abort', giveUp)
      }
      this.#lanes.push({ host, id: prepare.id })
    }
    if (found === null) throw new LlmBenchError('engine-failed', `${count} load hosts: at least one is needed`)
    return found
  }

  /** The transport with what was learned of its fields until now. */
  #transport(): Transport {
    const { transport, fields } = this.#source
    if (transport.type !== 'http' || fields === null) return transport
    // All hosts of a load send the same.
    this.#sent ??= fields.fields
    return { ...transport, fields: this.#sent }
  }

  /**
   * Makes a block. Where the server takes no request with the fields that are sent, it is made again with
   * others, before anything of it is told.
   */
  async make(
    block: AskedBlock,
    prices: TokenPrices | null,
    onSamples: (samples: Sample[]) => void,
    signal: AbortSignal,
  ): Promise<BlockEnd[]> {
    let told = false
    const tell = (samples: Sample[]): void => {
      told = true
      onSamples(samples)
    }
    for (;;) {
      const ends = await this.#run(await this.#shares(block, prices), tell, signal)
      const changes = ends.flatMap(({ refused = [] }) => refused)
      if (changes.length === 0 || signal.aborted) return ends
      const { fields } = this.#source
      fields?.learn(changes)
      if (told || fields === null || isDeepStrictEqual(fields.fields, this.#sent)) {
        throw new LlmBenchError(
          'endpoint-refused',
          `the server takes some requests and refuses fields of others (${changesText(changes)}): ` +
            'say which with the endpoint option fields',
        )
      }
      this.#tell(`the server refuses fields of the request: ${changesText(changes)}`)
      await this.#sendFields(fields)
    }
  }

  /** Reads metrics of the server, from the process that has connections to it. */
  async metrics(place: MetricsPlace): Promise<MetricsReading> {
    const [lane] = this.#lanes
    if (lane === undefined) return { state: 'none', reason: 'no host is ready', slow: false }
    try {
      return await lane.host.channel.request('metrics', { prepared: lane.id, place })
    } catch (error) {
      throw await explained(error, lane.host)
    }
  }

  /** Asks the server again what it is, now that it has answered; null where nobody could be asked. */
  async askAgain(): Promise<ToldLater | null> {
    const [lane] = this.#lanes
    return lane === undefined ? null : await lane.host.channel.request('ask-again', lane.id).catch(() => null)
  }

  async #shares(block: AskedBlock, prices: TokenPrices | null): Promise<LoadBlockRequest[]> {
    const shares = shareBlock(block.load, block.units, this.count)
    if (shares.length > 1) await this.#free()
    const startAt = shares.length === 1 ? null : now() + startAheadMs
    const { phase, slot, firstIndex, budgetMs, journal } = block
    return shares.map(({ load, share }, lane) => ({
      load,
      share,
      id: randomUUID(),
      prepared: this.#lanes[lane]?.id ?? '',
      phase,
      slot,
      firstIndex,
      budgetMs,
      journal,
      startAt,
      spending: spendingOf(block, this.request, prices, shares.length),
    }))
  }

  async #sendFields({ fields }: FieldMemory): Promise<void> {
    this.#sent = fields
    await this.#each(async ({ host, id }) => await host.channel.request('send-fields', { prepared: id, fields }))
  }

  /**
   * Waits until every host has done what it was asked before. A block whose start was agreed on while one
   * was still at work for another test would begin there with everything that was due by then.
   */
  async #free(): Promise<void> {
    await this.#each(async ({ host }) => await host.channel.request('free', null))
  }

  async #each(ask: (lane: Lane) => Promise<void>): Promise<void> {
    await Promise.all(
      this.#lanes.map(async (lane) => {
        try {
          await ask(lane)
        } catch (error) {
          throw await explained(error, lane.host)
        }
      }),
    )
  }

  /** Has each lane make its block; when one fails, or is to be made again, the others are aborted. */
  async #run(
    blocks: readonly LoadBlockRequest[],
    onSamples: (samples: Sample[]) => void,
    signal: AbortSignal,
  ): Promise<BlockEnd[]> {
    const failed = new AbortController()
    const either = AbortSignal.any([signal, failed.signal])
    const results = await Promise.allSettled(
      blocks.map(async (block, lane) => {
        try {
          const end = await runInHost((this.#lanes[lane] as Lane).host, block, onSamples, either)
          if (end.refused !== undefined) failed.abort()
          return end
        } catch (error) {
          failed.abort()
          throw error
        }
      }),
    )
    const ends: BlockEnd[] = []
    const problems: unknown[] = []
    for (const result of results) {
      if (result.status === 'fulfilled') ends.push(result.value)
      else problems.push(result.reason)
    }
    if (problems.length === 0) return ends
    // The other lanes were aborted because of the one that failed.
    const told = problems.find((problem) => !isAbort(problem))
    if (told === undefined && ends.some(({ refused }) => refused !== undefined)) return ends
    throw told ?? problems[0]
  }

  /** Lets the hosts forget the workload and close its connections. */
  release(): void {
    for (const { host, id } of this.#lanes) host.channel.request('release', id).catch(() => {})
    this.#lanes = []
  }
}

function isAbort(problem: unknown): boolean {
  return problem instanceof LlmBenchError && problem.code === 'aborted'
}
