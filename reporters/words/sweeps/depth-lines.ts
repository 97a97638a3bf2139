import type { RunRecord } from '../../../src/record/run.ts'
import type { DepthLineRecord } from '../../../src/record/sweep.ts'
import { formatConfidence, formatCount, formatNumber } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import { fitLine } from '../../../src/stats/intervals/line.ts'
import { groupBy } from '../group-by.ts'
import type { ConfigurationSweep } from './configuration-sweep.ts'

const times = { ttft: 'Time to first token', tpot: 'Time per output token' } as const
const perTokens = 1000

/**
 * Lines of the time to the first token and the time per token against the depth of the context, of configurations
 * that differ in nothing else: a point is the median of a launch.
 */
export function depthLines({ id, cells }: ConfigurationSweep): DepthLineRecord[] {
  const deep = cells.filter(({ run }) => depthOf(run) !== null)
  return groupBy(deep, ({ run }) => otherAxes(run)).flatMap((same) =>
    (['ttft', 'tpot'] as const).flatMap((metric) => {
      const line = fitLine(same.flatMap(({ run }) => pointsOf(run, metric)))
      if (line === null) return []
      const { intercept, slope, low, high, confidence, points } = line
      const interval = { low, high, confidence }
      const of = otherAxes(same[0]?.run as RunRecord)
      return [{ sweep: id, of, metric, interceptMs: intercept, msPerToken: slope, interval, launches: points }]
    }),
  )
}

/** The lines of a sweep over depths, a sentence each. */
export function depthSentences(sweep: ConfigurationSweep): string[] {
  return depthLines(sweep).map((line) => {
    const name = line.of === '' ? '' : ` of ${plainText(line.of)}`
    return `${times[line.metric]}${name}: ${lineWords(line)}.`
  })
}

function lineWords({ interceptMs, msPerToken, interval, launches }: DepthLineRecord): string {
  const { low, high, confidence } = interval
  const [by, from, to] = [msPerToken, low ?? Number.NaN, high ?? Number.NaN].map((ms) => formatNumber(ms * perTokens))
  const how = `least squares over ${formatCount(launches)} launches, ${formatConfidence(confidence)} interval`
  return (
    `${formatNumber(interceptMs)} ms, and ${by} ms [${from}, ${to}] for each ${formatCount(perTokens)} tokens ` +
    `of depth (${how})`
  )
}

function pointsOf(run: RunRecord, metric: 'ttft' | 'tpot'): (readonly [number, number])[] {
  const depth = depthOf(run)
  return run.launches.flatMap(({ figures }) => {
    const median = figures[metric]?.p50 ?? null
    return depth === null || median === null ? [] : [[depth, median] as const]
  })
}

function depthOf({ sweep }: RunRecord): number | null {
  const value = sweep?.axes.find(({ name }) => name === 'depth')?.value
  return typeof value === 'number' ? value : null
}

function otherAxes({ sweep }: RunRecord): string {
  return (sweep?.axes ?? [])
    .flatMap(({ name, value }) => (name === 'depth' ? [] : [`${name} ${String(value)}`]))
    .join(', ')
}
