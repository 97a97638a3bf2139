import { formatCount, formatNumber } from '../../../src/figures.ts'
import { type RunFigure, runFigures } from '../../../src/metrics/figures/run-figures.ts'
import { plainFact, plainJson } from '../../../src/plain-text.ts'
import type { Report } from '../../../src/record/report.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import type { DataOutput } from './data-output.ts'
import { namedRuns } from './named-runs.ts'

function rangeOf({ interval }: RunFigure): { range?: string } {
  const { low = null, high = null, confidence = 0 } = interval ?? {}
  if (low === null || high === null) return {}
  return { range: `${Math.round(confidence * 100)} % interval ${formatNumber(low)} to ${formatNumber(high)}` }
}

function extraOf({ target, load, requests, provenance }: RunRecord): string {
  return [
    `model: ${plainFact(target.model)}`,
    `load: ${plainFact(load.text)}`,
    `n: ${formatCount(requests.succeeded)} of ${formatCount(requests.attempted)} requests`,
    `provenance: ${provenance}`,
  ].join('\n')
}

function entryOf(run: RunRecord, name: string, figure: RunFigure): Record<string, unknown> {
  const { unit, value } = figure
  return { name: `${name} › ${figure.name}`, unit, value, ...rangeOf(figure), extra: extraOf(run) }
}

function textOf(better: RunFigure['better']): (report: Report) => Iterable<string> {
  return (report) => {
    const entries = namedRuns(report).flatMap(({ run, name }) => {
      const figures = runFigures(run).filter((figure) => figure.better === better)
      return figures.map((figure) => entryOf(run, name, figure))
    })
    return [`${plainJson(JSON.stringify(entries, null, 2))}\n`]
  }
}

/** The output `github-action-benchmark`: the figures of which less is better. */
export const smallerIsBetter: DataOutput = {
  name: 'github-action-benchmark',
  file: 'github-action-benchmark.json',
  render: textOf('lower'),
}

/** The output `github-action-benchmark-bigger`: those of which more is better; the action takes one kind a file. */
export const biggerIsBetter: DataOutput = {
  name: 'github-action-benchmark-bigger',
  file: 'github-action-benchmark-bigger.json',
  render: textOf('higher'),
}
