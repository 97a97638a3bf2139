import type { RunRecord } from '../../../src/record/run.ts'
import { formatConfidence, formatCount, formatNumber } from '../../../src/figures.ts'
import { plainText } from '../../../src/plain-text.ts'
import { fitLine, type FittedLine } from '../../../src/stats/intervals/line.ts'
import { groupBy } from '../group-by.ts'
import type { ConfigurationSweep } from './configurations.ts'

const times = { ttft: 'Time to first token', tpot: 'Time per output token' } as const
const perTokens = 1000

/**
 * Lines of the time to the first token and the time per token against the depth of the context, of each configuration
 * that was measured at several depths: a point is the median of a launch.
 */
export function depthSentences({ cells }: ConfigurationSweep): string[] {
  const deep = cells.filter(({ run }) => depthOf(run) !== null)
  return groupBy(deep, ({ run }) => otherAxes(run)).flatMap((same) => {
    const of = otherAxes(same[0]?.run as RunRecord)
    const name = of === '' ? '' : ` of ${plainText(of)}`
    return (['ttft', 'tpot'] as const).flatMap((metric) => {
      const line = fitLine(same.flatMap(({ run }) => pointsOf(run, metric)))
      return line === null ? [] : [`${times[metric]}${name}: ${lineWords(line)}.`]
    })
  })
}

function lineWords({ intercept, slope, low, high, confidence, points }: FittedLine): string {
  const [by, from, to] = [slope, low, high].map((value) => formatNumber(value * perTokens))
  return (
    `${formatNumber(intercept)} ms, and ${by} ms [${from}, ${to}] for each ${formatCount(perTokens)} tokens of depth ` +
    `(least squares over ${formatCount(points)} launches, ${formatConfidence(confidence)} interval)`
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
