import type { TokenPrices } from '../cost/token-prices.ts'
import { tracedRequest, worstRequestUsd } from '../cost/worst-cost.ts'
import { LlmBenchError } from '../errors.ts'
import { watchConditions } from '../host/conditions.ts'
import { wholeBlock } from '../host/load/block-load.ts'
import type { Requester } from '../host/load/requester.ts'
import { runBlock } from '../host/load/run-block.ts'
import { SpendingLimit } from '../host/load/spending-limit.ts'
import { asFailed } from '../samples/journal.ts'
import type { CompletedSample, FailedSample, Sample } from '../samples/sample.ts'
import type { RequestDefinition } from '../workload/workload.ts'
import { loadHosts } from './load-lender.ts'
import type { Driver, TargetFacts } from './target.ts'

/** Something that only this process can make requests to. */
export interface LiveSource {
  readonly requester: Requester
  readonly facts: Omit<TargetFacts, 'loadHosts'>
  /** The failure of an answer that does not count; null where all do. */
  readonly validate: ((sample: CompletedSample) => FailedSample['failure'] | null) | null
}

/**
 * Drives a target from this process, which runs the test as well: its event loop is watched, and what
 * it measures is labelled `timedIn: 'worker'`.
 */
export async function openLiveDriver({ requester, facts, validate }: LiveSource, request: RequestDefinition): Promise<Driver> {
  // Only a lease tells the folder of this run's journals.
  const [host] = await loadHosts(1)
  if (host === undefined) throw new LlmBenchError('engine-failed', 'no folder for the journal: the load has no host')
  const judged = validate === null ? requester : validating(requester, validate)
  return {
    facts: { ...facts, target: { ...facts.target, timedIn: 'worker' }, loadHosts: 1 },
    journalFolder: host.lease.journal,
    async run({ units, maxUsd, ...block }, onSamples, signal) {
      const limit = spendingLimit(maxUsd, facts.price, tracedRequest(request, block.load))
      const endWatch = watchConditions()
      const { by, unsent } = await runBlock(
        { ...block, ...request, share: wholeBlock(units), startAt: null },
        judged,
        onSamples,
        {
          signal,
          ...(limit === null
            ? {}
            : { mayStart: () => limit.mayStart(), onSample: (sample: Sample) => limit.add(sample) }),
        },
      )
      return {
        // Also where the money ended a conversation, and the block would have been over after it.
        endedBy: by === 'refused' || (by === 'requests' && limit?.refused === true) ? 'cost' : by,
        unsent,
        engineTimings: null,
        server: null,
        conditions: endWatch(),
      }
    },
    loadHosts: () => 1,
    peaks: async () => null,
    close: () => {},
  }
}

/** Has each answer judged as it is read, after its clock. */
function validating(requester: Requester, validate: NonNullable<LiveSource['validate']>): Requester {
  const judged = (sample: Sample): Sample => {
    const failure = sample.state === 'completed' ? validate(sample) : null
    return failure === null ? sample : asFailed(sample, failure)
  }
  return {
    async request(job, signal) {
      const outcome = await requester.request(job, signal)
      if (outcome === null) return null
      return typeof outcome === 'function' ? async () => judged(await outcome()) : judged(outcome)
    },
  }
}

function spendingLimit(
  maxUsd: number | null,
  prices: TokenPrices | null,
  request: RequestDefinition,
): SpendingLimit | null {
  if (maxUsd === null || prices === null) return null
  const { usdPerInputToken, usdPerOutputToken } = prices
  return new SpendingLimit({
    limitUsd: maxUsd,
    worstUsd: worstRequestUsd(request, prices),
    usdPerInputToken,
    usdPerOutputToken,
  })
}
