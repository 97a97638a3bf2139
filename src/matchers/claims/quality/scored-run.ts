import { formatCount, formatShare } from '../../../figures.ts'
import { plainName } from '../../../plain-text.ts'
import type { QualityRecord, ScoreRecord } from '../../../record/quality.ts'
import { notAllowed } from '../../../option-check/sentences.ts'
import type { Subject } from '../../../runs/subject.ts'
import { measuredRun, notMeasured } from '../measured-run.ts'

/** A run whose answers were scored. */
export interface ScoredSubject {
  readonly subject: Subject
  readonly quality: QualityRecord
}

/** Share of requests without a score from which on the others may not stand for all. */
const mostUnscored = 0.05

/**
 * The run a matcher about quality received.
 * @param of `runBeside` for the other side of a comparison, which may be a recording
 * @throws LlmBenchError `not-measured` for any other value, for answers of random weights or of a simulated target,
 * which have no quality, and where nothing was scored
 */
export function scoredRun(received: unknown, matcher: string, of: typeof measuredRun = measuredRun): ScoredSubject {
  const subject = of(received, matcher)
  const { quality, provenance, target } = subject.record
  if (provenance === 'synthetic' || target.source === 'synthetic') {
    throw notMeasured(matcher, 'the weights are random, so its answers have no quality; run it against a real model')
  }
  if (quality === null || quality === undefined || quality.scores.length === 0) {
    throw notMeasured(matcher, 'its answers were not scored; give the bench scorers: { score: [scorer] }')
  }
  // A report of an earlier release has means alone.
  if ((quality.prompts ?? []).length === 0) {
    throw notMeasured(matcher, 'no request was answered, or its report does not say what each prompt scored')
  }
  return { subject, quality }
}

/** A score of a run, and its mean of each prompt that has one. */
export interface FoundScore {
  readonly score: ScoreRecord
  readonly means: Float64Array
}

/**
 * A score by its name.
 * @throws LlmBenchError `not-measured` where the run has none of that name, or no answer has it
 */
export function scoreNamed({ quality }: ScoredSubject, name: string, matcher: string): FoundScore {
  const place = quality.scores.findIndex((score) => score.name === name)
  const score = quality.scores[place]
  if (score === undefined) {
    const names = quality.scores.map((other) => `"${plainName(other.name)}"`)
    throw notMeasured(matcher, `there is no score "${plainName(name)}"; there are ${names.join(', ')}`)
  }
  const means = Float64Array.from(quality.prompts.flatMap((prompt) => prompt.means[place] ?? []))
  if (means.length === 0) {
    const why = score.failure === null ? 'its scorer gave none' : `its scorer ${score.failure}`
    throw notMeasured(matcher, `no answer has a score "${plainName(name)}": ${why}`)
  }
  return { score, means }
}

/** Reasons why a mean over the answers that have a score says little of all: empty where nearly all have one. */
export function unscoredDoubts({ n, nulls, failures }: ScoreRecord, { unanswered }: QualityRecord): string[] {
  const all = n + nulls + failures + unanswered
  return n >= all * (1 - mostUnscored)
    ? []
    : [`only ${formatShare(n / all)} of the requests have a score: ${unscoredWords(nulls, failures, unanswered)}`]
}

/** Requests that are in no mean, and why, in a line; none where all have a score. */
export function unscoredLines({ n, nulls, failures, failure }: ScoreRecord, { unanswered }: QualityRecord): string[] {
  if (nulls + failures + unanswered === 0) return []
  const first = failure === null ? '' : `; its scorer ${failure}`
  const all = n + nulls + failures + unanswered
  const counted = `${formatCount(n)} of ${formatCount(all)} requests are in it`
  return [`${counted}: ${unscoredWords(nulls, failures, unanswered)}${first}`]
}

function unscoredWords(nulls: number, failures: number, unanswered: number): string {
  return [
    [nulls, 'not scored on purpose (null)'],
    [failures, 'where the scorer failed'],
    [unanswered, 'not answered'],
  ]
    .flatMap(([count, what]) => (count === 0 ? [] : [`${formatCount(count as number)} ${what}`]))
    .join(', ')
}

/**
 * Name of the score that stands for the quality of a run: the one that was named, else the total of its profile, else
 * the only one.
 * @param call the call with the option that names one, as a message writes it
 * @throws LlmBenchError `invalid-option` where there are several, so that one must be named
 */
export function scoreToJudge({ quality }: ScoredSubject, named: string | undefined, call: string): string {
  if (named !== undefined) return named
  const main = quality.scores.filter(({ partOf }) => (partOf ?? null) === null)
  const totals = main.filter(({ name }) => quality.scores.some(({ partOf }) => partOf === name))
  const [only, ...others] = totals.length > 0 ? totals : main
  if (only !== undefined && others.length === 0) return only.name
  const names = (totals.length > 0 ? totals : main).map(({ name }) => `"${plainName(name)}"`)
  throw notAllowed(call, 'no name, where there are several scores,', names.join(' or '))
}
