import type { Spending } from '../block/spending.ts'
import type { RequestFields } from '../requesters/http/request-fields.ts'
import type { MetricsReading } from '../servers/metrics/read-metrics.ts'
import type { MetricsPlace } from './server-metrics.ts'
import type { ServingFacts } from '../http/serving/serving-question.ts'
import type { Transport } from '../requesters/transport.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import type { SharedBlock } from '../block/block.ts'
import type { BlockCalls } from './block-calls.ts'

/** Calls of the main process that a load host takes, over IPC. */
export interface LoadHostOrders {
  /** Listens for workers on a socket; again where it was removed. */
  listen: { asked: string; answer: void }
}

/** Calls of workers that a load host takes. */
export interface LoadHostCalls extends BlockCalls<LoadBlockRequest> {
  /** Gets ready for a workload, which is released with its worker; what it waits for is told. */
  prepare: { asked: PrepareLoad; answer: PreparedLoad; event: string }
  /** Sends the fields of a prepared workload's requests otherwise from now on. */
  'send-fields': { asked: { readonly prepared: string; readonly fields: RequestFields }; answer: void }
  /** Reads the metrics of the server beside a prepared workload. */
  metrics: { asked: { readonly prepared: string; readonly place: MetricsPlace }; answer: MetricsReading }
  /** Asks the server beside a prepared workload again what it is, once it has answered. */
  'ask-again': { asked: string; answer: ToldLater }
  /** Forgets a workload, or gives up preparing it, by the id it was prepared under, and closes its connections. */
  release: { asked: string; answer: void }
  /** Answered when everything before it is done. */
  free: { asked: null; answer: void }
  usage: { asked: null; answer: LoadHostUsage }
}

/** A workload that a load host is to get ready for. */
export interface PrepareLoad {
  /** Name of the prepared workload, chosen by the worker. */
  readonly id: string
  readonly transport: Transport
  readonly request: RequestDefinition
  /** Number of connections to open beforehand. */
  readonly connections: number
}

/** Facts that a load host found when it got ready. */
export interface PreparedLoad {
  readonly model: string
  /** Name of the serving software as the endpoint or the model's provider gives it; null where neither does. */
  readonly server: string | null
  /** Whether the server lists the model; null where it has no list, or was not asked for one. */
  readonly listed: boolean | null
  /** Other names that the endpoint gives the model. */
  readonly aliases: readonly string[]
  /** Version and settings that the serving software tells of itself; null where it does not. */
  readonly serving: ServingFacts | null
}

/** Facts that a server tells only once it has answered, or has loaded its model. */
export interface ToldLater extends Pick<PreparedLoad, 'server' | 'serving'> {
  /** Whether more may be told after further answers. */
  readonly isOpen: boolean
}

/** Processor time that a load host has used so far, and the memory it holds. */
export interface LoadHostUsage {
  readonly userMs: number
  readonly systemMs: number
  readonly rssBytes: number
}

/** A block of requests of a prepared workload. */
export interface LoadBlockRequest extends SharedBlock {
  /** Name of the block, chosen by the worker, to abort it by. */
  readonly id: string
  /** Name of the prepared workload. */
  readonly prepared: string
  readonly spending: Spending | null
}
