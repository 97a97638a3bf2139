import type { Sample } from '../samples/sample.ts'
import { conditionsMeter } from '../machine/meters/conditions-meter.ts'
import type { BlockEnd } from './end.ts'
import type { MoneyLimit } from './money-limit.ts'
import type { Requester } from '../requesters/requester.ts'
import { type BlockDriving, type BlockOfRequests, runBlock } from './run-block.ts'

/**
 * Makes a block of requests within the money it may cost, and measures the conditions of this process meanwhile.
 * @param limit null for none
 * @param event told of finished requests, in batches
 * @throws as {@link runBlock}
 */
export async function runLimitedBlock(
  asked: BlockOfRequests,
  requester: Requester,
  limit: MoneyLimit | null,
  event: (samples: Sample[]) => void,
  signal: AbortSignal,
): Promise<BlockEnd> {
  const limited: Omit<BlockDriving, 'signal'> =
    limit === null ? {} : { mayStart: () => limit.mayStart(), onSample: (sample) => limit.add(sample) }
  const watch = conditionsMeter.start()
  const { by, unsent, waits } = await runBlock(asked, requester, event, { ...limited, signal })
  return {
    // Also where the money ended a conversation, and the block would have been over after it.
    endedBy: by === 'refused' || (by === 'requests' && limit?.refused === true) ? 'cost' : by,
    unsent,
    ...(waits === undefined ? {} : { waits }),
    engineTimings: null,
    server: null,
    conditions: watch.stop(),
  }
}
