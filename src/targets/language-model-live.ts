import { spendingOf } from '../cost/spending.ts'
import { LlmBenchError } from '../errors.ts'
import { wholeBlock } from '../host/load/block-load.ts'
import { makeBlock } from '../host/load/make-block.ts'
import type { Requester } from '../host/load/requester.ts'
import type { RequestDefinition } from '../workload/workload.ts'
import { type AnswerCheck, judging } from './answer-validation.ts'
import { loadHosts } from './load-lender.ts'
import type { Driver, TargetFacts } from './target.ts'

/** Something that only this process can make requests to. */
export interface LiveSource {
  readonly requester: Requester
  readonly facts: Omit<TargetFacts, 'loadHosts'>
  /** The workload's own look at its answers; null where all count. */
  readonly validate: AnswerCheck | null
}

/**
 * Drives a target from this process, which runs the test as well: its event loop is watched, and what
 * it measures is labelled `timedIn: 'worker'`.
 */
export async function openLiveDriver({ requester, facts, validate }: LiveSource, request: RequestDefinition): Promise<Driver> {
  // Only a lease tells the folder of this run's journals.
  const [host] = await loadHosts(1)
  if (host === undefined) throw new LlmBenchError('engine-failed', 'no folder for the journal: the load has no host')
  return {
    facts: { ...facts, target: { ...facts.target, timedIn: 'worker' }, loadHosts: 1 },
    journalFolder: host.lease.journal,
    async run(block, onSamples, signal) {
      const told = validate === null ? onSamples : judging(validate, block.journal, onSamples)
      const { units, maxUsd: _maxUsd, ...asked } = block
      return await makeBlock(
        { ...asked, ...request, share: wholeBlock(units), startAt: null },
        requester,
        spendingOf(block, request, facts.price),
        told,
        signal,
      )
    },
    loadHosts: () => 1,
    peaks: async () => null,
    close: () => {},
  }
}
