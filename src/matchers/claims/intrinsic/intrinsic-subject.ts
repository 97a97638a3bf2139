import { MeasuredRequests } from '../../../metrics/measured-requests.ts'
import type { IntrinsicRecord, IntrinsicResultRecord } from '../../../record/intrinsic/intrinsic.ts'
import { emptyRun } from '../../../record/run.ts'
import { unknownTarget } from '../../../record/target.ts'
import { taggedCell } from '../../../runs/cells/siblings.ts'
import { intrinsicRecordOf } from '../../../runs/intrinsic/tagged-result.ts'
import { type Subject, subjectOf } from '../../../runs/subject.ts'
import { Requests } from '../../../samples/requests.ts'
import { isSimulation } from '../../../worker/simulation.ts'
import { notMeasured } from '../measured-run.ts'

/** A model's predictions of a text, and the run that they are beside. */
export interface IntrinsicSubject {
  readonly subject: Subject
  readonly intrinsic: IntrinsicRecord
}

/**
 * The predictions inside what a matcher received: a result of `perplexity` or `klDivergence`, or a configuration that
 * was measured with the option `perplexity`.
 * @throws LlmBenchError `not-measured` for anything else, and for random weights
 */
export function intrinsicSubject(received: unknown, matcher: string): IntrinsicSubject {
  const found = foundIn(received, matcher)
  const { provenance } = found.subject.record
  if (provenance === 'measured' || (provenance === 'simulated' && isSimulation())) return found
  throw notMeasured(
    matcher,
    'its weights are random, and random weights foretell nothing: take a trained model, such as hf:<user>/<repository>',
  )
}

function foundIn(received: unknown, matcher: string): IntrinsicSubject {
  const result = intrinsicRecordOf(received)
  if (result !== null) return { subject: subjectOfResult(result), intrinsic: result }
  const subject = subjectOf(taggedCell(received)?.run ?? received)
  const intrinsic = subject?.record.intrinsic ?? null
  // A text is scored once, and no launch differs in it.
  if (subject !== null && intrinsic !== null)
    return { subject: { ...subject, record: { ...subject.record, launches: [] } }, intrinsic }
  throw notMeasured(
    matcher,
    subject === null
      ? 'received no result of perplexity(…) or klDivergence(…); use `await perplexity(model, text)`'
      : 'no text was scored in this run: give configurations(…) the option perplexity, or use `await perplexity(…)`',
  )
}

/** A result as a claim's subject: a run without requests, which is in no report. */
export function subjectOfResult({ name, provenance, target }: IntrinsicResultRecord): Subject {
  const record = {
    ...emptyRun(),
    name,
    title: name,
    provenance,
    target: { ...unknownTarget, kind: 'model' as const, ...target },
  }
  return { record, measured: new MeasuredRequests(Requests.of([]), 1, null), live: false, accepted: [] }
}
