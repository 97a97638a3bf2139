import { differingWorkload } from '../../../baseline/differing-workload.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import { shown } from '../../../option-check/shown.ts'
import { plainName } from '../../../plain-text.ts'
import type { RunRecord } from '../../../record/run.ts'
import type { Subject } from '../../../runs/subject.ts'
import { inRun } from '../../../verdicts/doubts.ts'
import { againstRecording } from '../../../verdicts/recorded/recording-words.ts'
import type { ApiCost } from './api-cost.ts'
import { costDoubts, unknownDoubts } from './cost-doubts.ts'
import { meanTokens } from './mean-tokens.ts'
import { ownCost, ownSide } from './own-cost.ts'

/**
 * The cost of a request of another run, of its own answers: what was paid for its tokens, or the electricity they took.
 * @throws LlmBenchError `power-unknown` where nothing tells its cost; `invalid-option` for one that costs nothing
 */
export function runApi(
  ours: Subject,
  theirs: Subject,
  asked: { readonly matcher: string; readonly argument: string; readonly cost: 'marginal' | 'full' },
): ApiCost {
  const { record, accepted } = theirs
  const cost = ownCost(`${asked.matcher} (api)`, theirs, asked.cost)
  if (!(cost.usd > 0)) {
    throw notAllowed(
      asked.argument,
      `run ${shown(record.name)}, where a request costs nothing,`,
      'one that can be saved on',
    )
  }
  return {
    usd: cost.usd,
    interval: cost.interval,
    what: `"${plainName(record.name)}"`,
    against: againstRecording(record),
    provenances: [cost.kind, record.provenance],
    side: { ...ownSide(theirs, cost, meanTokens(theirs)), label: labelOf(record) },
    ownTokens: meanTokens(ours),
    words: `"${plainName(record.name)}": ${cost.words}`,
    other: theirs,
    doubts: (judged) => [
      ...workDoubts(ours.record, record),
      ...[
        ...costDoubts(cost, record, accepted),
        // A cost that is only higher makes more of a saving, never less.
        ...(judged.verdict === 'fail' ? unknownDoubts(cost, accepted) : []),
      ].map((doubt) => inRun(record.name, doubt)),
    ],
  }
}

/** Reason why the two runs' costs are of different work; how many ask at a time changes no request. */
function workDoubts(ours: RunRecord, theirs: RunRecord): string[] {
  // Some models take no temperature: that is no other work that somebody could give them.
  const takesNone = [ours, theirs].some(({ target }) =>
    (target.fields ?? []).some(({ name, sentAs }) => name === 'temperature' && sentAs === null),
  )
  const differing = differingWorkload(ours, theirs, ['concurrency', ...(takesNone ? ['temperature'] : [])])
  if (differing.length === 0) return []
  return [`the two runs were not asked the same: ${differing.join('; ')}; give both the same prompts and limits`]
}

/** Its model, and the day of the recording that it is from. */
function labelOf({ target: { model, recording } }: RunRecord): string {
  const recorded = recording ?? null
  return recorded === null ? model : `${model} (recorded ${recorded.recordedAt.slice(0, 10)})`
}
