import type { QualityRecord, ScoreRecord } from '../../../src/record/quality.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { LlmRun } from '../../../src/vitest/llm-run.ts'
import { constructedRun, repeated } from './run-builder.ts'

/** One score of a constructed run: the mean of each prompt, null where it has none. */
export interface ConstructedScore extends Partial<Omit<ScoreRecord, 'name'>> {
  readonly means: readonly (number | null)[]
  /** Prints of the answers to each prompt; of every run others by default. */
  readonly answers?: readonly string[]
}

let runs = 0

/** A constructed run with scores by name, one answer a prompt. */
export function scoredRunOf(
  scores: Readonly<Record<string, ConstructedScore>>,
  record: Partial<RunRecord> = {},
  unanswered = 0,
): LlmRun {
  const all = Object.entries(scores)
  const prompts = all[0]?.[1].means.length ?? 0
  const id = `scored-${++runs}`
  const quality: QualityRecord = {
    scores: all.map(([name, { means, answers: _answers, ...others }]) => scoreRecord(name, means, others)),
    prompts: Array.from({ length: prompts }, (_, place) => ({
      key: `prompt ${place}`,
      answers: all[0]?.[1].answers?.[place] ?? `${id} ${place}`,
      n: 1,
      scored: all.map(([, { means }]) => ((means[place] ?? null) === null ? 0 : 1)),
      means: all.map(([, { means }]) => means[place] ?? null),
    })),
    answers: [],
    unanswered,
    page: null,
  }
  return constructedRun(repeated(Math.max(1, prompts), 10), { record: { id, name: id, quality, ...record } })
}

function scoreRecord(name: string, means: readonly (number | null)[], others: Partial<ScoreRecord>): ScoreRecord {
  const known = means.filter((mean) => mean !== null)
  return {
    name,
    mean: known.length === 0 ? null : known.reduce((sum, mean) => sum + mean, 0) / known.length,
    n: known.length,
    prompts: known.length,
    nulls: means.length - known.length,
    failures: 0,
    failure: null,
    interval: null,
    partOf: null,
    signature: null,
    whole: null,
    judge: null,
    provenance: 'measured',
    ...others,
  }
}
