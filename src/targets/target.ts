import type { AskedBlock } from '../block/block.ts'
import type { MemoryPeaks } from '../machine/meters/memory-peaks.ts'
import type { BlockEnd } from '../block/end.ts'
import type { TokenPrices } from '../cost/token-prices.ts'
import type { Unloaded } from '../host/model-host-calls.ts'
import type { PageCacheWish } from '../models/page-cache/prepare-page-cache.ts'
import type { ModelReads } from '../models/reads/model-reads.ts'
import type { MemoryRecord, TargetRecord } from '../record/target.ts'
import type { RunRecord } from '../record/run.ts'
import type { Sample } from '../samples/sample.ts'
import type { LoadPlan } from '../workload/load.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'

/** A model or a service that requests are made to. */
export interface Target {
  /** Makes one request and resolves to its text. */
  answer(request: RequestDefinition): Promise<string>
  /**
   * Gets ready to be measured: everything that must not happen inside a timed window.
   * @param tell shows a person that something takes long
   * @param signal aborted when nobody waits any more
   * @param rack rack of the load hosts that are to make the requests, where other loads are made meanwhile
   */
  open(
    request: RequestDefinition,
    load: LoadPlan,
    tell?: (text: string) => void,
    signal?: AbortSignal,
    rack?: number,
  ): Promise<Driver>
  /**
   * Has the next {@link open} begin with a process that was started for it: ends the present one, unless others use
   * it still; absent where the target is not ours to start.
   */
  relaunch?: () => Promise<void>
  /** The loads of a local model, one by one; absent for any other. */
  loads?: ModelLoads
}

/** The ways in which loads of a local model are set apart. */
export interface ModelLoads {
  /** Relaunches it, and frees the model first: what that took, and gave back; null where nobody saw. */
  unload(): Promise<Unloaded | null>
  /**
   * Has its files dropped from the page cache, or read into it.
   * @returns the reason why they are not as they were wished; null where they are
   */
  prepareCache(wish: PageCacheWish): Promise<string | null>
}

/** Facts a target tells before its first request. */
export interface TargetFacts {
  readonly target: TargetRecord
  readonly provenance: 'measured' | 'recorded' | 'synthetic' | 'simulated'
  readonly startupMs: number | null
  readonly loadTimeMs: number | null
  readonly loadState: RunRecord['loadState']
  readonly memory: Pick<MemoryRecord, 'fileBytes' | 'weightsBytes' | 'contextBytes' | 'vramBytes' | 'predicted'> & {
    /** Resident memory of the process before it loaded the model; null where it is not known. */
    readonly residentBeforeBytes: number | null
    /** Memory by the word of a server that holds several models; left out where it says none. */
    readonly declared?: MemoryRecord['declared']
  }
  /** Whether a server had loaded the model before the first request; null where it does not say, or is none. */
  readonly modelLoaded: boolean | null
  /** Threads tried, and the time of a token with them; empty when fixed or not ours to choose. */
  readonly calibration: readonly { readonly threads: number; readonly msPerToken: number }[]
  /** Weights and caches that its tokens read; null where that is not known. */
  readonly reads: ModelReads | null
  /** Instructions of the processor that its engine does not use; null where that is not known. */
  readonly unusedInstructions: readonly string[] | null
  /** Processes that make the load, before any more are taken. */
  readonly loadHosts: number
  /** Price of its tokens; null where nobody said one. */
  readonly price: TokenPrices | null
  /** True of a task of which somebody said that no call costs anything; left out for any other target. */
  readonly free?: true
  /** False where the machine under load is not this one, so that its power is not known. */
  readonly local: boolean
  /** The model that requests ask for; null where they name none, as to a local one. */
  readonly asked: AskedModel | null
}

/** The name that requests ask a model by, and those that its answers may have for it. */
export interface AskedModel {
  readonly name: string
  /** `*` for any. */
  readonly aliases: readonly string[]
}

/** A target that is ready: makes blocks of requests and reports each that is finished. */
export interface Driver {
  /** Facts as they are known now: of the fields that a server takes more is known after its first answer. */
  readonly facts: TargetFacts
  /**
   * Makes a block of requests.
   * @throws LlmBenchError when the process behind it died
   */
  run(block: AskedBlock, onSamples: (samples: Sample[]) => void, signal: AbortSignal): Promise<BlockEnd>
  /** Whether the process behind it was started for this run: it has served nobody. */
  readonly isFresh: boolean
  /** Processes that make the load now. */
  loadHosts(): number
  /** Highest memory since {@link Target.open}; null where it is not ours to see. */
  peaks(): Promise<MemoryPeaks | null>
  /** Lets go of all that {@link Target.open} took. */
  close(): void
}
