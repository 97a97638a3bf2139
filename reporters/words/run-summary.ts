import type { RunRecord } from '../../src/record/run.ts'
import { formatCount, formatNumber } from '../../src/figures.ts'
import { wholeTime } from './load-label.ts'
import { itemRatesFact } from './items/items-rate.ts'
import { outputRateFact } from './output-rate.ts'
import { plainName } from '../../src/plain-text.ts'
import { mainScores, partWords } from './quality/score-words.ts'
import { runMarks } from './run-label.ts'
import { taskFact } from './task/task-words.ts'

/** A run in one line, as an annotation shows it: `p95 latency 255 ms, 99.9 tokens/s, n = 190 of 200 (10 failed)`. */
export function runSummary(run: RunRecord): string {
  const metric = wholeTime(run)
  const { p95 } = run.metrics[metric]
  const { attempted, succeeded, failed } = run.requests
  const speed = outputRateFact(run) ?? itemRatesFact(run) ?? taskFact(run)
  return [
    p95 === null ? 'no request completed' : `p95 ${metric} ${formatNumber(p95)} ms`,
    ...(speed === null ? [] : [speed]),
    failed === 0
      ? `n = ${formatCount(succeeded)}`
      : `n = ${formatCount(succeeded)} of ${formatCount(attempted)} (${formatCount(failed)} failed)`,
    ...mainScores(run).map(({ name, mean }) => `${plainName(name)} ${formatNumber(mean)}${partWords(run, name)}`),
    ...runMarks(run),
  ].join(', ')
}
