import { figureOf } from '../../metrics/figures/run-figures.ts'
import { intervalRecord } from '../../record/figure.ts'
import type { HistoryChangeRecord, HistoryRunRecord, HistoryTrendRecord } from '../../record/history/history.ts'
import { launchRatio } from '../../stats/launches/launch-ratio.ts'
import { medianOf } from '../../stats/quantiles/median.ts'
import { changePoints } from '../../stats/series/change-points.ts'
import { anchorChange } from './anchor-change.ts'
import { conditionsOf } from './conditions.ts'

/** Figures that are followed unless others are asked for. */
export const usualFigures: readonly string[] = [
  'latency-p50',
  'response-p50',
  'ttft-p50',
  'tpot-p50',
  'output-tokens-per-second',
  'items-per-second',
  'success-rate',
]

/** Most runs of a trend, the newest: change points among more would take too long. */
export const mostPoints = 200

/** Key of the trend of the anchor workload. */
export const anchorKey = 'anchor workload'

const confidence = 0.9

/** The part of the history that is looked at. */
export interface TrendChoice {
  /** Names of figures; those of {@link usualFigures} when left out. */
  readonly figures?: readonly string[]
  /** Whether a run is looked at, by its key; every one when left out. */
  readonly isWanted?: (key: string) => boolean
  /** Most runs of a trend, at most {@link mostPoints}. */
  readonly most?: number
}

/**
 * The trends of a history: one for each figure of each run on the same machine, with the same model and load. Runs that
 * differ in any of these are never joined: they are trends of their own.
 */
export function trendsOf(history: readonly HistoryRunRecord[], choice: TrendChoice = {}): HistoryTrendRecord[] {
  const { figures = usualFigures, isWanted = () => true, most = mostPoints } = choice
  const wanted = history.filter(({ key }) => isWanted(key))
  const series = Map.groupBy(wanted, seriesKey)
  return [...series.values()]
    .toSorted((one, other) => ((one[0]?.key ?? '') < (other[0]?.key ?? '') ? -1 : 1))
    .flatMap((runs) => figures.flatMap((figure) => trendOf(runs, figure, most)))
}

/** Trends of the anchor workload: the machine's own, an execution a point. */
export function anchorTrends(history: readonly HistoryRunRecord[], most: number = mostPoints): HistoryTrendRecord[] {
  const anchored = history.filter(({ anchorMs }) => anchorMs !== null)
  return [...Map.groupBy(anchored, machineKey).values()].flatMap((runs) => {
    // Runs of one execution share the state that the machine was in.
    const executions = [...Map.groupBy(runs, ({ execution }) => execution).values()]
    const levels = executions.flatMap(([first, ...others]): Level[] => {
      if (first === undefined) return []
      const all = [first, ...others]
      const mean = all.reduce((sum, { anchorMs }) => sum + Math.log(anchorMs ?? 1), 0) / all.length
      return [{ run: first, value: Math.exp(mean) }]
    })
    return madeOf(levels, { key: anchorKey, figure: 'anchor', unit: 'ms', better: 'lower' }, most)
  })
}

interface Level {
  readonly run: HistoryRunRecord
  readonly value: number
}

function trendOf(runs: readonly HistoryRunRecord[], name: string, most: number): HistoryTrendRecord[] {
  const levels = runs.flatMap((run): Level[] => {
    const value = run.figures[name]
    return value === undefined ? [] : [{ run, value }]
  })
  return madeOf(levels, { key: runs[0]?.key ?? '', figure: name, ...figureOf(name) }, most)
}

function madeOf(
  all: readonly Level[],
  told: Pick<HistoryTrendRecord, 'key' | 'figure' | 'unit' | 'better'>,
  most: number,
): HistoryTrendRecord[] {
  const levels = all.slice(-Math.min(most, mostPoints))
  const newest = levels.at(-1)?.run
  if (newest === undefined) return []
  return [
    {
      ...told,
      provenance: told.key === anchorKey ? 'measured' : newest.provenance,
      fingerprint: newest.fingerprint.hash,
      conditions: conditionsOf(newest, told.key === anchorKey),
      points: levels.map(({ run: { measuredAt, commit, dirty }, value }) => ({ value, measuredAt, commit, dirty })),
      changes: changesOf(levels, told),
      older: all.length - levels.length,
    },
  ]
}

function changesOf(
  levels: readonly Level[],
  { key, better }: Pick<HistoryTrendRecord, 'key' | 'better'>,
): HistoryChangeRecord[] {
  const found = changePoints(Float64Array.from(levels, ({ value }) => value))
  return found.map(({ at, pValue }, index) => {
    const before = levels.slice(found[index - 1]?.at ?? 0, at)
    const after = levels.slice(at, found[index + 1]?.at ?? levels.length)
    const change = launchRatio(logs(after), logs(before), confidence)
    const ratio = change?.ratio ?? null
    return {
      at,
      pValue,
      before: median(before),
      after: median(after),
      ratio,
      interval: change === null ? null : intervalRecord(change, confidence),
      anchor: key === anchorKey ? null : anchorChange(before.map(runOf), after.map(runOf), ratio, better),
    }
  })
}

function runOf({ run }: Level): HistoryRunRecord {
  return run
}

function median(levels: readonly Level[]): number {
  return medianOf(Float64Array.from(levels, ({ value }) => value))
}

function logs(levels: readonly Level[]): Float64Array {
  return Float64Array.from(levels, ({ value }) => Math.log(value))
}

/** Key of the trend that a run belongs to: its name, machine, work and provenance. */
export function seriesKey({ key, fingerprint, work, provenance }: HistoryRunRecord): string {
  const settings = Object.entries(work).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([key, fingerprint.hash, settings, provenance])
}

function machineKey({ fingerprint: { fields } }: HistoryRunRecord): string {
  return JSON.stringify(['cpu', 'architecture', 'virtualMachine', 'nodeLlamaCpp'].map((name) => fields[name] ?? null))
}
