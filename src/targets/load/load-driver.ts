import type { AskedBlock } from '../../block/block.ts'
import { availableParallelism } from 'node:os'
import type { TokenPrices } from '../../cost/token-prices.ts'
import { LlmBenchError } from '../../errors.ts'
import { now } from '../../clock.ts'
import type { PreparedLoad } from '../../host/load-host-calls.ts'
import type { Transport } from '../../requesters/transport.ts'
import type { BlockEnd } from '../../block/end.ts'
import type { Sample } from '../../samples/sample.ts'
import type { LoadPlan } from '../../workload/load.ts'
import type { RequestDefinition } from '../../workload/request-definition.ts'
import { type AnswerCheck, judging } from '../answer-validation.ts'
import type { ReadMetrics } from '../../host/server-metrics.ts'
import type { ServerWatch } from './server-watch.ts'
import { ServerLife } from './server-life.ts'
import type { FieldMemory } from './field-memory.ts'
import { joinEnds } from './join-ends.ts'
import { Lanes } from './lanes.ts'
import { LateFacts } from './late-facts.ts'
import type { Driver, TargetFacts } from '../target.ts'

/** A target that load hosts can make requests to. */
export interface LoadSource {
  /** Socket or named pipe of the broker that lends the load hosts. */
  readonly broker: string
  /** Rack that they are of; left out for that of everybody who has the machine alone. */
  readonly rack?: number | undefined
  readonly transport: Transport
  /** How the fields of its requests are sent; null where they have none that a server could refuse. */
  readonly fields: FieldMemory | null
  /** Number of load hosts; `auto` starts with one and takes more when the client is the limit. */
  readonly hosts: number | 'auto'
  readonly facts: (prepared: PreparedLoad) => Omit<TargetFacts, 'loadHosts'>
  /** The failure of an answer that does not count, found in the worker; null where all do. */
  readonly validate: AnswerCheck | null
  /** The server's own figures, as counters; null where it tells none. */
  readonly watch: ServerWatch | null
  /** Whether the server was started for this run. */
  readonly isFresh: boolean
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

/** Gets load hosts ready for a workload, and drives them. */
export async function openLoadDriver(
  source: LoadSource,
  request: RequestDefinition,
  load: LoadPlan,
  tell: (text: string) => void = () => {},
  waiting: AbortSignal | null = null,
): Promise<Driver> {
  const lanes = new Lanes(source, request, connectionsFor(load), { tell, signal: waiting })
  const life = source.gone === null ? null : new ServerLife(source.gone)
  const prepared = await lanes.open(source.hosts === 'auto' ? 1 : source.hosts).catch(async (error: unknown) => {
    throw life === null ? error : await life.explained(error)
  })
  const late = new LateFacts(source.facts, prepared)
  await source.watch
    ?.check(async (place) => await lanes.metrics(place))
    .catch((error: unknown) => {
      lanes.release()
      throw error
    })
  const grows = source.hosts === 'auto' && !(load.kind === 'closed' && load.concurrency === 1)
  const loadHostsAtFirst = lanes.count
  return {
    get facts() {
      const { facts } = late
      const fields = source.fields?.record ?? []
      return { ...facts, target: { ...facts.target, fields }, loadHosts: loadHostsAtFirst }
    },
    async run(block, onSamples, signal) {
      const told = source.validate === null ? onSamples : judging(source.validate, block.journal, onSamples)
      const make = async (): Promise<TimedEnd> => {
        const began = now()
        const share = async (stop: AbortSignal, onSome: typeof told): Promise<BlockEnd> =>
          await runShares(lanes, { watch: source.watch, prices: late.facts.price }, block, onSome, stop)
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
      const end = grows && block.phase === 'warmup' && block.maxUsd === null ? await grow(made) : made.end
      if (end.endedBy !== 'aborted') await late.learn(async () => await lanes.askAgain())
      return end
    },
    isFresh: source.isFresh,
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
  const ask: ReadMetrics = async (place) => await lanes.metrics(place)
  const endWatch = block.phase === 'measured' && watch !== null ? await watch.begin(ask) : null
  const ends = await lanes.make(block, prices, onSamples, signal)
  return { ...joinEnds(ends), server: endWatch === null ? null : await endWatch() }
}
