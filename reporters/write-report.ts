import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { reportCharts } from './charts/report-charts.ts'
import type { RunSeries } from '../src/metrics/run-series.ts'
import { svgOpening } from './charts/kit/svg.ts'
import { renderJson } from './formats/json.ts'
import { renderMarkdown } from './formats/markdown/markdown.ts'
import type { Report } from '../src/record/report.ts'
import { plainText } from '../src/plain-text.ts'
import { writeWhole } from '../src/write-whole.ts'

/** Absolute paths of a written report. */
export interface ReportPaths {
  readonly folder: string
  readonly markdown: string
  readonly json: string
  readonly charts: readonly string[]
}

/** Where a report went: where it was asked for, elsewhere because of `error`, or nowhere. */
export type WrittenReport =
  | (ReportPaths & { readonly state: 'written' })
  | (ReportPaths & { readonly state: 'moved'; readonly error: string })
  | { readonly state: 'failed'; readonly error: string }

interface ReportFile {
  /** Relative to the report's folder. */
  readonly path: string
  readonly content: string
}

function removeStaleCharts(folder: string, current: ReadonlySet<string>): void {
  const charts = join(folder, 'charts')
  for (const name of readdirSync(charts)) {
    const path = join(charts, name)
    if (current.has(path) || !name.endsWith('.svg')) continue
    if (readFileSync(path, 'utf8').startsWith(svgOpening)) rmSync(path)
  }
}

function writeInto(folder: string, charts: readonly ReportFile[], report: Report, markdown: string): ReportPaths {
  const paths = {
    folder,
    markdown: join(folder, 'report.md'),
    json: join(folder, 'report.json'),
    charts: charts.map((chart) => join(folder, chart.path)),
  }
  mkdirSync(join(folder, 'charts'), { recursive: true })
  for (const chart of charts) writeWhole(join(folder, chart.path), chart.content)
  writeWhole(paths.json, renderJson(report))
  writeWhole(paths.markdown, markdown)
  removeStaleCharts(folder, new Set(paths.charts))
  return paths
}

function reasonOf(error: unknown): string {
  return plainText(error instanceof Error ? error.message : String(error))
}

/**
 * Writes report.md, report.json and charts/*.svg into `folder`, synchronously, so that a process on
 * its way out can still do it. Each file appears whole or not at all; charts of an earlier report
 * go. Never throws: where the folder cannot be written, the report goes to a fresh folder among the
 * system's temporary files and `error` says in one line what happened and what to do.
 */
export function writeReport(
  report: Report,
  folder: string,
  series: ReadonlyMap<string, RunSeries> = new Map(),
): WrittenReport {
  const wanted = resolve(folder)
  const wayOut = 'choose another folder with llmBench({ outputDir: … })'
  const charts = reportCharts(report, series)
  const markdown = renderMarkdown(report, charts)
  const files = charts.map(({ path, svg }) => ({ path, content: svg }))
  try {
    return { state: 'written', ...writeInto(wanted, files, report, markdown) }
  } catch (cause) {
    const problem = `The report cannot be written to ${wanted}: ${reasonOf(cause)}`
    try {
      const fresh = mkdtempSync(join(tmpdir(), 'llm-bench-report-'))
      const paths = writeInto(fresh, files, report, markdown)
      return { state: 'moved', ...paths, error: `${problem}; it is in ${dirname(paths.markdown)} instead, ${wayOut}` }
    } catch (second) {
      return { state: 'failed', error: `${problem}; nor to ${tmpdir()}: ${reasonOf(second)}; ${wayOut}` }
    }
  }
}
