import { type RunFigure, runFigures } from '../../../src/metrics/figures/run-figures.ts'
import { plainJson } from '../../../src/plain-text.ts'
import type { JsonNumber } from '../../../src/record/figure.ts'
import type { Report } from '../../../src/record/report.ts'
import type { DataOutput } from './data-output.ts'
import { namedRuns } from './named-runs.ts'

interface Metric {
  value: number
  lower_value?: number
  upper_value?: number
}

/** Measures that Bencher has of itself, with the factor to their units: nanoseconds, and operations per second. */
const builtIn: Readonly<Record<string, readonly [name: string, factor: number]>> = {
  'latency-p50': ['latency', 1e6],
  'requests-per-second': ['throughput', 1],
}

function metricOf({ value, interval }: RunFigure, factor: number): Metric {
  const bound = (name: 'lower_value' | 'upper_value', end: JsonNumber): Partial<Metric> =>
    end === null ? {} : { [name]: end * factor }
  return {
    value: value * factor,
    ...bound('lower_value', interval?.low ?? null),
    ...bound('upper_value', interval?.high ?? null),
  }
}

function* rendered(report: Report): Generator<string> {
  const benchmarks = namedRuns(report).map(({ run, name }) => {
    const measures = runFigures(run).map((figure): [string, Metric] => {
      const [measure, factor] = builtIn[figure.name] ?? [figure.name, 1]
      return [measure, metricOf(figure, factor)]
    })
    return [name, Object.fromEntries(measures)] as const
  })
  yield `${plainJson(JSON.stringify(Object.fromEntries(benchmarks), null, 2))}\n`
}

/** The output `bmf`: Bencher Metric Format. */
export const bmf: DataOutput = {
  name: 'bmf',
  file: 'bencher.json',
  render: rendered,
}
