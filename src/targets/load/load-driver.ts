import type { AskedBlock } from '../../block/block.ts'
import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { TokenPrices } from '../../cost/token-prices.ts'
import { spendingOf } from '../../cost/spending.ts'
import { LlmBenchError } from '../../errors.ts'
import { now } from '../../clock.ts'
import { worstConditions } from '../../machine/meters/conditions.ts'
import type { LoadBlockRequest, PreparedLoad, PrepareLoad } from '../../host/load-host-calls.ts'
import type { Transport } from '../../requesters/transport.ts'
import type { BlockEnd } from '../../block/end.ts'
import type { Sample } from '../../samples/sample.ts'
import type { LoadPlan } from '../../workload/load.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { type AnswerCheck, judging } from '../answer-validation.ts'
import { ServerLife } from './server-life.ts'
import { type ConnectedLoadHost, loadHosts } from './load-lender.ts'
import { explained, runInHost } from './run-in-host.ts'
import { shareBlock } from './share-block.ts'
import type { Driver, TargetFacts } from '../target.ts'

/** A target that load hosts can make requests to. */
export interface LoadSource {
  /** Socket or named pipe of the broker that lends the load hosts. */
  readonly broker: string
  readonly transport: Transport
  /** Number of load hosts; `auto` starts with one and takes more when the client is the limit. */
  readonly hosts: number | 'auto'
  readonly facts: (prepared: PreparedLoad) => Omit<TargetFacts, 'loadHosts'>
  /** The failure of an answer that does not count, found in the worker; null where all do. */
  readonly validate: AnswerCheck | null
  /** The server's own figures, as counters; null where it tells none. */
  readonly watch: (() => Promise<() => Promise<BlockEnd['server']>>) | null
  /** Highest memory of a server on this machine. */
  readonly peaks: Driver['peaks']
  /** Settles with the reason when the server, started here, is gone; null where nobody would know. */
  readonly gone: (() => Promise<LlmBenchError>) | null
}

/** Most connections to open beforehand: more take longer than they are worth. */
const mostOpened = 1000
/** Share of a core from which on a process is the limit of the load. */
const limitingCores = 0.75
/**
 * Share of a core from which on a late host is late for its own work, not for that of others: one that is
 * idle most of the time limits nothing.
 */
const workingCores = 0.4
const limitingLagMs = 10
/** Processor time in which a process compiles its own code: a warm-up of less says nothing of the load. */
const startUpMs = 300
/** Time ahead at which several hosts start together, so that the last has heard of it. */
const startAheadMs = 20

/** Gets load hosts ready for a workload, and drives them. */
export async function openLoadDriver(
  source: LoadSource,
  request: RequestDefinition,
  load: LoadPlan,
  tell: (text: string) => void = () => {},
): Promise<Driver> {
  const lanes = new Lanes(source, request, connectionsFor(load))
  const life = source.gone === null ? null : new ServerLife(source.gone)
  const prepared = lanes.open(source.hosts === 'auto' ? 1 : source.hosts).catch(async (error: unknown) => {
    throw life === null ? error : await life.explained(error)
  })
  const facts = source.facts(await prepared)
  const grows = source.hosts === 'auto' && !(load.kind === 'closed' && load.concurrency === 1)
  return {
    facts: { ...facts, loadHosts: lanes.count },
    journalFolder: lanes.journalFolder,
    async run(block, onSamples, signal) {
      const told = source.validate === null ? onSamples : judging(source.validate, block.journal, onSamples)
      const make = async (): Promise<TimedEnd> => {
        const began = now()
        const share = async (stop: AbortSignal, onSome: typeof told): Promise<BlockEnd> =>
          await runShares(lanes, { watch: source.watch, prices: facts.price }, block, onSome, stop)
        const end = life === null ? await share(signal, told) : await life.outlives(share, signal, told)
        return { end, tookMs: now() - began }
      }
      const grow = async (last: TimedEnd): Promise<BlockEnd> => {
        if (!isLimit(last) || lanes.count >= availableParallelism()) return last.end
        tell(`the client was the limit: taking load host ${lanes.count + 1}`)
        await lanes.open(lanes.count + 1)
        return await grow(await make())
      }
      const made = await make()
      // The warm-up shows what one process can do: more are taken before anything is measured. It is
      // made again for that, which limited money may not allow.
      return grows && block.phase === 'warmup' && block.maxUsd === null ? await grow(made) : made.end
    },
    loadHosts: () => lanes.count,
    peaks: source.peaks,
    close: () => lanes.release(),
  }
}

function connectionsFor(load: LoadPlan): number {
  const wanted = load.kind === 'closed' ? load.concurrency : (load.maxConcurrency ?? 1)
  return Math.min(mostOpened, wanted)
}

function isBusy({ ownCores, lagP99Ms }: BlockEnd['conditions']): boolean {
  return ownCores > limitingCores || (ownCores > workingCores && lagP99Ms > limitingLagMs)
}

interface TimedEnd {
  readonly end: BlockEnd
  readonly tookMs: number
}

function isLimit({ end: { endedBy, conditions }, tookMs }: TimedEnd): boolean {
  return endedBy !== 'aborted' && conditions.ownCores * tookMs > startUpMs && isBusy(conditions)
}

async function runShares(
  lanes: Lanes,
  { prices, watch }: Pick<LoadSource, 'watch'> & { readonly prices: TokenPrices | null },
  block: AskedBlock,
  onSamples: (samples: Sample[]) => void,
  signal: AbortSignal,
): Promise<BlockEnd> {
  const endWatch = block.phase === 'measured' && watch !== null ? await watch() : null
  const shares = shareBlock(block.load, block.units, lanes.count)
  if (shares.length > 1) await lanes.free()
  const startAt = shares.length === 1 ? null : now() + startAheadMs
  const { phase, slot, firstIndex, budgetMs, journal } = block
  const ends = await lanes.run(
    shares.map(({ load, share }, lane) => ({
      load,
      share,
      id: randomUUID(),
      prepared: lanes.preparedId(lane),
      phase,
      slot,
      firstIndex,
      budgetMs,
      journal,
      startAt,
      spending: spendingOf(block, lanes.request, prices, shares.length),
    })),
    onSamples,
    signal,
  )
  return { ...joinEnds(ends), server: endWatch === null ? null : await endWatch() }
}

const worstFirst: readonly BlockEnd['endedBy'][] = ['aborted', 'cost', 'budget', 'requests']

function joinEnds(ends: readonly BlockEnd[]): BlockEnd {
  const conditions = worstConditions(ends.map((end) => end.conditions))
  if (conditions === null) throw new LlmBenchError('engine-failed', 'the load was made by no process')
  return {
    endedBy: worstFirst.find((by) => ends.some(({ endedBy }) => endedBy === by)) ?? 'requests',
    unsent: ends.reduce((sum, { unsent }) => sum + unsent, 0),
    engineTimings: null,
    server: null,
    conditions,
  }
}

interface Lane {
  readonly host: ConnectedLoadHost
  readonly id: string
}

/** The load hosts of one workload, each prepared for it. */
class Lanes {
  readonly #source: Pick<LoadSource, 'broker' | 'transport'>
  readonly request: RequestDefinition
  readonly #connections: number
  #lanes: Lane[] = []

  constructor(source: Pick<LoadSource, 'broker' | 'transport'>, request: RequestDefinition, connections: number) {
    this.#source = source
    this.request = request
    this.#connections = connections
  }

  get count(): number {
    return this.#lanes.length
  }

  get journalFolder(): string {
    return this.#lanes[0]?.host.lease.journal ?? ''
  }

  preparedId(lane: number): string {
    return this.#lanes[lane]?.id ?? ''
  }

  /** Takes hosts until there are so many; gives the facts that the last one found. */
  async open(count: number): Promise<PreparedLoad> {
    const hosts = await loadHosts(this.#source.broker, count)
    let found: PreparedLoad | null = null
    for (const host of hosts.slice(this.#lanes.length)) {
      const prepare: PrepareLoad = {
        id: randomUUID(),
        transport: this.#source.transport,
        request: this.request,
        connections: Math.ceil(this.#connections / count),
      }
      try {
        found = await host.channel.request('prepare', prepare)
      } catch (error) {
        this.release()
        throw await explained(error, host)
      }
      this.#lanes.push({ host, id: prepare.id })
    }
    if (found === null) throw new LlmBenchError('engine-failed', `${count} load hosts: at least one is needed`)
    return found
  }

  /**
   * Waits until every host has done what it was asked before. A block whose start was agreed on while one
   * was still at work for another test would begin there with everything that was due by then.
   */
  async free(): Promise<void> {
    await Promise.all(
      this.#lanes.map(async ({ host }) => {
        try {
          await host.channel.request('free', null)
        } catch (error) {
          throw await explained(error, host)
        }
      }),
    )
  }

  /** Has each lane make its block; when one fails the others are aborted. */
  async run(
    blocks: readonly LoadBlockRequest[],
    onSamples: (samples: Sample[]) => void,
    signal: AbortSignal,
  ): Promise<BlockEnd[]> {
    const failed = new AbortController()
    const either = AbortSignal.any([signal, failed.signal])
    const results = await Promise.allSettled(
      blocks.map(async (block, lane) => {
        try {
          return await runInHost((this.#lanes[lane] as Lane).host, block, onSamples, either)
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
    throw problems.find((problem) => !(problem instanceof LlmBenchError && problem.code === 'aborted')) ?? problems[0]
  }

  /** Lets the hosts forget the workload and close its connections. */
  release(): void {
    for (const { host, id } of this.#lanes) host.channel.request('release', id).catch(() => {})
    this.#lanes = []
  }
}
