import type { RequestJob } from '../../src/requesters/requester.ts'
import type { Sampling } from '../../src/workload/prompt.ts'

/** The first measured request of a run, of one client and outside of any conversation, unless told otherwise. */
export function requestJob(changed: Partial<RequestJob> = {}, sampling: Partial<Sampling> = {}): RequestJob {
  return {
    index: 0,
    phase: 'measured',
    slot: 0,
    stream: 0,
    turn: null,
    intended: 0,
    prompt: { kind: 'text', text: 'Why?' },
    sampling: { maxTokens: 4, temperature: 0, seed: 0, ignoreEos: false, ...sampling },
    ...changed,
  }
}
