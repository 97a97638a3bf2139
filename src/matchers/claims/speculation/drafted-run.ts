import type { RunRecord } from '../../../record/run.ts'
import type { SpeculationRecord } from '../../../record/tokens.ts'
import type { Subject } from '../../../runs/subject.ts'
import type { Judgement } from '../../../verdicts/judgement.ts'
import { measuredRun, notMeasured } from '../measured-run.ts'

/** A run in which tokens were drafted. */
interface DraftedSubject {
  readonly subject: Subject
  readonly speculation: SpeculationRecord & { readonly share: number }
}

/**
 * The run a matcher about drafts received.
 * @throws LlmBenchError `not-measured` for any other value, for random weights and simulated targets, and where nothing
 * was drafted
 */
export function draftedRun(received: unknown, matcher: string): DraftedSubject {
  const subject = measuredRun(received, matcher)
  const { provenance, target, tokens } = subject.record
  if (provenance === 'synthetic' || target.source === 'synthetic')
    throw notMeasured(
      matcher,
      'the weights are random, and nothing foretells their tokens; run it against a real model',
    )
  const { speculation } = tokens
  if (speculation === undefined)
    throw notMeasured(
      matcher,
      'nobody tells of drafted tokens in this run; give model(…) a draft or promptLookup: true, or ask a server that ' +
        'drafts and says how many it accepted',
    )
  const { share } = speculation
  if (share === null)
    throw notMeasured(
      matcher,
      'no token was drafted in this run; ask for longer answers, lower the minConfidence of its draft, or give it ' +
        'prompts in which the answer stands',
    )
  return { subject, speculation: { ...speculation, share } }
}

/** The judgement of a share of which only the sums over all requests are known: nothing is settled. */
export function unspreadShare(
  { share }: DraftedSubject['speculation'],
  limit: number,
  { requests }: RunRecord,
): Judgement & { readonly observed: number } {
  return {
    verdict: 'inconclusive',
    observed: share,
    pointHolds: share > limit,
    interval: null,
    n: requests.succeeded,
    effectiveN: requests.succeeded,
    floor: 0,
    needed: null,
    doubts: ['only the sum over all requests is known, and nothing tells how far they lie apart'],
  }
}
