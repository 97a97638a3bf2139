import { metricDefinitions } from '../../src/metrics/definitions.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { versusSentence } from '../../src/verdicts/versus-words.ts'
import { latestAttempts } from './run-label.ts'

/** An arm of a comparison beside the first one, in one line; null for any other run. */
export function versusLine({
  name,
  versus,
  provenance = 'measured',
}: Pick<RunRecord, 'name'> & { versus?: RunRecord['versus']; provenance?: RunRecord['provenance'] }): string | null {
  // Reports of earlier versions know none.
  if (versus === undefined || versus === null) return null
  const { better } = metricDefinitions[versus.metric]
  const sentence = versusSentence(name, versus.name, { ...versus, better })
  return provenance === 'simulated' ? `${sentence} (simulated)` : sentence
}

/**
 * The comparisons of a report, a line each; those of attempts that a retry replaced are none, a sweep has a
 * sentence for all of its configurations, and several models have a table.
 */
export function versusLines(runs: readonly RunRecord[]): string[] {
  return latestAttempts(runs).flatMap((run) =>
    run.sweep === null && (run.together ?? null) === null ? (versusLine(run) ?? []) : [],
  )
}
