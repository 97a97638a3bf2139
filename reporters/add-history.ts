import { appendHistory, readHistory } from '../src/baseline/history/history-file.ts'
import { historyRuns } from '../src/baseline/history/history-runs.ts'
import { anchorTrends, trendsOf } from '../src/baseline/history/trends.ts'
import { runKey } from '../src/baseline/run-key.ts'
import type { Report } from '../src/record/report.ts'

/** Most points of a trend in a report: all of them are in the history. */
const mostInReport = 60
const inReport = ['latency-p50', 'response-p50', 'ttft-p50', 'output-tokens-per-second']

/**
 * Writes the runs of a report into the history, and its trends into the report. Never throws: a history that cannot be
 * written is said, and the report is made without it.
 * @param isMeasuredHere false for a merged report, whose machines are not known
 * @returns lines to print
 */
export function addHistory(report: Report, root: string, isMeasuredHere: boolean): string[] {
  if (!isMeasuredHere) return ['History: merged runs are not written into it: have each shard do it where it measures']
  const { runs, skipped } = historyRuns(report)
  const left = skipped.map(({ key, reason }) => `  not in the history: ${key}: ${reason}`)
  try {
    appendHistory(root, runs)
    const history = readHistory(root)
    const keys = new Set(report.runs.map(runKey))
    const trends = trendsOf(history.runs, {
      figures: inReport,
      isWanted: (key) => keys.has(key),
      most: mostInReport,
    })
    const own = new Set(report.fingerprints.map(({ hash }) => hash))
    const here = trends.filter(({ fingerprint }) => own.has(fingerprint))
    const hasAnchor = runs.some(({ anchorMs }) => anchorMs !== null)
    report.history.push(...here, ...(hasAnchor ? anchorTrends(history.runs, mostInReport).slice(-1) : []))
    return [`History: ${runs.length} ${runs.length === 1 ? 'run' : 'runs'} written`, ...left, ...history.notes]
  } catch (error) {
    return [`llm-bench: ${error instanceof Error ? error.message : String(error)}`]
  }
}
