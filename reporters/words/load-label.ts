import type { MetricName } from '../../src/record/metric.ts'
import type { RunRecord } from '../../src/record/run.ts'
import { formatNumber, none } from '../../src/figures.ts'

/** Whether requests were sent at moments fixed beforehand. */
export function isOpen({ load }: Pick<RunRecord, 'load'>): boolean {
  return load.kind === 'open'
}

/** The time of a whole answer that a run is judged by: under an open load the one that hides no wait. */
export function wholeTime(run: Pick<RunRecord, 'load'>): Extract<MetricName, 'latency' | 'response'> {
  return isOpen(run) ? 'response' : 'latency'
}

/** Requests per second that were sent, beside those asked for: `9.98 of 10.1`; a dash for a closed load. */
export function sentRate({ load }: Pick<RunRecord, 'load'>): string {
  const { asked, achieved } = load.rate ?? { asked: null, achieved: null }
  return asked === null || achieved === null ? none : `${formatNumber(achieved)} of ${formatNumber(asked)}`
}
