import { spendingOf } from '../cost/spending.ts'
import type { AskedBlock } from '../block/block.ts'
import type { MoneyLimit } from '../block/money-limit.ts'
import { SpendingLimit } from '../block/spending-limit.ts'
import { wholeBlock } from '../block/share.ts'
import { runLimitedBlock } from '../block/run-limited-block.ts'
import type { Requester } from '../requesters/requester.ts'
import type { RequestDefinition } from '../workload/request-definition.ts'
import { type AnswerCheck, judging } from './answer-validation.ts'
import type { Driver, TargetFacts } from './target.ts'

/** A model that only this process can make requests to. */
export interface LiveSource {
  readonly requester: Requester
  readonly facts: Omit<TargetFacts, 'loadHosts'>
  /** The workload's own look at its answers; null where all count. */
  readonly validate: AnswerCheck | null
  /** Limit of a block that may cost so many US dollars; by the price of its tokens, when left out. */
  readonly limitOf?: (limitUsd: number) => MoneyLimit
}

/**
 * Drives a target from this process, which runs the test as well: its event loop is watched, and its
 * runs are labelled `timedIn: 'worker'`.
 */
export function openLiveDriver(
  { requester, facts, validate, limitOf }: LiveSource,
  request: RequestDefinition,
): Driver {
  const limitFor = (block: AskedBlock): MoneyLimit | null => {
    if (limitOf !== undefined) return block.maxUsd === null ? null : limitOf(block.maxUsd)
    const spending = spendingOf(block, request, facts.price)
    return spending === null ? null : new SpendingLimit(spending)
  }
  return {
    facts: { ...facts, target: { ...facts.target, timedIn: 'worker' }, loadHosts: 1 },
    async run(block, onSamples, signal) {
      const told = validate === null ? onSamples : judging(validate, block.journal, onSamples)
      const { units, maxUsd: _maxUsd, ...asked } = block
      return await runLimitedBlock(
        { ...asked, ...request, share: wholeBlock(units), startAt: null },
        requester,
        limitFor(block),
        told,
        signal,
      )
    },
    isFresh: false,
    loadHosts: () => 1,
    peaks: async () => null,
    close: () => {},
  }
}
