import { importReport } from '../../src/imports/import-report.ts'
import type { ImportedRun } from '../../src/imports/foreign-run.ts'
import { metricNames } from '../../src/metrics/definitions.ts'
import type { MetricName } from '../../src/record/metric.ts'

/** The one run of a report. */
export function onlyRun(report: unknown): ImportedRun {
  const [run, ...rest] = importReport(report, 'x.json').runs
  if (run === undefined || rest.length > 0) throw new Error('one run expected')
  return run
}

/** Medians of the metrics a run has, to three digits. */
export function mediansOf({ record }: ImportedRun): Partial<Record<MetricName, number>> {
  return Object.fromEntries(
    metricNames.flatMap((name) => {
      const { p50 } = record.metrics[name]
      return p50 === null ? [] : [[name, Number(p50.toPrecision(3))]]
    }),
  )
}
