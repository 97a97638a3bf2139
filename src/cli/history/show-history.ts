import { readHistory, historyPath } from '../../baseline/history/history-file.ts'
import { anchorKey, anchorTrends, trendsOf, usualFigures } from '../../baseline/history/trends.ts'
import { LlmBenchError } from '../../errors.ts'
import { figureNames } from '../../metrics/figures/run-figures.ts'
import { noSuchName } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import { plainJson } from '../../plain-text.ts'
import type { HistoryRunRecord } from '../../record/history/history.ts'
import { historyText } from './history-text.ts'

/** The part of a history that is shown. */
export interface HistoryCall {
  readonly root: string
  /** Part of the key of runs; null for all. */
  readonly run: string | null
  /** Name of a figure, or the beginning of one; null for the usual ones. */
  readonly metric: string | null
  /** Most points of a trend. */
  readonly last: number
  readonly isJson: boolean
}

/**
 * The trends of the history of a project, as text or JSON.
 * @throws LlmBenchError `not-measured` where there is no history, or nothing of what is asked for
 */
export function showHistory({ root, run, metric, last, isJson }: HistoryCall): string {
  const { runs, notes } = readHistory(root)
  if (runs.length === 0) {
    const why = notes.length === 0 ? 'there is no run in it' : notes.join('; ')
    throw new LlmBenchError(
      'not-measured',
      `llm-bench history: ${historyPath(root)}: ${why}; have runs written into it with llmBench({ history: true }), ` +
        'or LLM_BENCH_HISTORY=on',
    )
  }
  const isWanted = (key: string): boolean => run === null || key.includes(run)
  const figures = metric === null ? undefined : figuresOf(metric)
  const trends = trendsOf(runs, { isWanted, most: last, ...(figures === undefined ? {} : { figures }) })
  const isAnchorWanted = metric === null || metric === 'anchor'
  const anchors = isAnchorWanted && (run === null || anchorKey.includes(run)) ? anchorTrends(runs, last) : []
  const all = [...trends, ...anchors]
  if (all.length === 0) {
    const wanted = runs.filter(({ key }) => isWanted(key))
    if (wanted.length > 0) throw withoutFigure(wanted, run, metric ?? usualFigures.join(', '))
    const keys = [...new Set(runs.map(({ key }) => key))]
    const more = keys.length > 5 ? ` and ${keys.length - 5} more` : ''
    const known = `${keys.slice(0, 5).map(shown).join(', ')}${more}`
    throw new LlmBenchError(
      'not-measured',
      `llm-bench history: no run of ${shown(run ?? metric)} is in it; it has ${known}`,
    )
  }
  return isJson ? plainJson(JSON.stringify({ schemaVersion: 1, trends: all, notes }, null, 2)) : historyText(all, notes)
}

function withoutFigure(wanted: readonly HistoryRunRecord[], run: string | null, metric: string): LlmBenchError {
  const there = figureNames.filter((name) => wanted.some(({ figures }) => figures[name] !== undefined))
  const known = there.length === 0 ? 'there are no figures' : `there are ${there.join(', ')}`
  const which = run === null ? 'no run' : `no run of ${shown(run)}`
  return new LlmBenchError('not-measured', `llm-bench history: ${which} has ${metric}; ${known}`)
}

function figuresOf(metric: string): string[] {
  const known = [...figureNames, 'anchor']
  const named = known.filter((name) => name === metric || name.startsWith(`${metric}-`))
  if (named.length === 0) throw noSuchName('llm-bench history --metric', { name: metric, known, kind: 'figure' })
  return named
}
