import { areAnchorsAlike } from '../src/baseline/anchor/anchored.ts'
import { appendHistory, readHistory } from '../src/baseline/history/history-file.ts'
import { historyRuns } from '../src/baseline/history/history-runs.ts'
import { anchorTrends, seriesKey, trendsOf } from '../src/baseline/history/trends.ts'
import type { HistoryRunRecord } from '../src/record/history/history.ts'
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
  if (report.runs.length === 0) return []
  if (!isMeasuredHere) return ['History: merged runs are not written into it: have each shard do it where it measures']
  const { runs, skipped } = historyRuns(report)
  const left = skipped.map(({ key, reason }) => `  not in the history: ${key}: ${reason}`)
  try {
    appendHistory(root, runs)
    const history = readHistory(root)
    const own = sameSeries(history.runs, runs)
    const trends = trendsOf(own, { figures: inReport, most: mostInReport })
    report.history.push(...trends, ...anchorTrends(sameAnchors(history.runs, runs), mostInReport))
    return [`History: ${runs.length} ${runs.length === 1 ? 'run' : 'runs'} written`, ...left, ...history.notes]
  } catch (error) {
    return [`llm-bench: ${error instanceof Error ? error.message : String(error)}`]
  }
}

/** Runs of the series that those just written are the newest of: not of other work, nor of another machine. */
function sameSeries(history: readonly HistoryRunRecord[], written: readonly HistoryRunRecord[]): HistoryRunRecord[] {
  const ids = new Set(written.map(({ id }) => id))
  const series = new Set(history.filter(({ id }) => ids.has(id)).map(seriesKey))
  return history.filter((run) => series.has(seriesKey(run)))
}

/** Runs whose anchor workload is that of the runs just written, measured on the same machine; none without one. */
function sameAnchors(history: readonly HistoryRunRecord[], written: readonly HistoryRunRecord[]): HistoryRunRecord[] {
  const anchored = written.findLast(({ anchorMs }) => anchorMs !== null)
  if (anchored === undefined) return []
  return history.filter(({ fingerprint }) => areAnchorsAlike(anchored.fingerprint, fingerprint))
}
