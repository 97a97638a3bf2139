import type { MetricName } from '../record/metric.ts'
import type { RunRecord } from '../record/run.ts'
import { directionOf } from '../verdicts/directions.ts'
import { checksOf, checkWords } from '../verdicts/doubts.ts'

/**
 * Invalid checks of the run that a baseline was saved from which may have moved a metric, whichever way, a sentence
 * each: what was measured under them is no measure for others.
 */
export function brokenChecks({ checks }: Pick<RunRecord, 'checks'>, metric: MetricName): string[] {
  return checksOf(checks, [metric])
    .filter(({ id, status }) => status === 'invalid' && directionOf(id, [metric]) !== 'informs')
    .map(checkWords)
}
