import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { reportCharts } from './charts/report-charts.ts'
import type { RunSeries } from '../src/metrics/run-series.ts'
import type { Chart } from './charts/kit/chart.ts'
import { isOwnChart } from './charts/kit/own-chart.ts'
import type { DataFormat } from './formats/data/data-format.ts'
import type { SamplesOf } from './formats/data/data-output.ts'
import { dataOutputs } from './formats/data/data-outputs.ts'
import { fileOutputs } from './formats/outputs.ts'
import type { Report } from '../src/record/report.ts'
import { plainText } from '../src/plain-text.ts'
import { writeWhole, writeWholePieces } from '../src/write-whole.ts'

/** Absolute paths of a written report. */
export interface ReportPaths {
  readonly folder: string
  /** Paths of the outputs, by their names. */
  readonly files: ReadonlyMap<string, string>
  /** The file that a person opens. */
  readonly opened: string
  readonly charts: readonly string[]
  /** A line about each file for other programs that was not written. */
  readonly lost: readonly string[]
}

/** Place a report went to: the one that was asked for, another because of `error`, or none. */
export type WrittenReport =
  | (ReportPaths & { readonly state: 'written' })
  | (ReportPaths & { readonly state: 'moved'; readonly error: string })
  | { readonly state: 'failed'; readonly error: string }

/** Texts that are to be written, by their names in the report's folder. */
interface RenderedReport {
  readonly files: readonly { readonly name: string; readonly file: string; readonly content: string }[]
  readonly charts: readonly Chart[]
  /** Files for other programs, which are made as they are written. */
  readonly data: readonly { readonly file: string; readonly pieces: () => Iterable<string> }[]
}

/** Files for other programs that a report is to have, and the requests that they are made of. */
export interface DataFiles {
  readonly formats: readonly DataFormat[]
  readonly samplesOf: SamplesOf
}

function removeStaleCharts(folder: string, current: ReadonlySet<string>): void {
  const charts = join(folder, 'charts')
  for (const name of readdirSync(charts)) {
    const path = join(charts, name)
    if (current.has(path) || !name.endsWith('.svg')) continue
    if (isOwnChart(path)) rmSync(path)
  }
}

function writeInto(folder: string, { files, charts, data }: RenderedReport): ReportPaths {
  mkdirSync(join(folder, 'charts'), { recursive: true })
  for (const { path, svg } of charts) writeWhole(join(folder, path), svg)
  for (const { file, content } of files) writeWhole(join(folder, file), content)
  const paths = charts.map(({ path }) => join(folder, path))
  removeStaleCharts(folder, new Set(paths))
  const written = new Map(files.map(({ name, file }) => [name, join(folder, file)]))
  // Last, and each by itself: one for which the disk has no room takes the report with it no more.
  const lost = data.flatMap(({ file, pieces }) => writeData(join(folder, file), pieces))
  return { folder, files: written, opened: [...written.values()].at(-1) ?? folder, charts: paths, lost }
}

function writeData(path: string, pieces: () => Iterable<string>): string[] {
  try {
    writeWholePieces(path, pieces())
    return []
  } catch (error) {
    const left = existsSync(path) ? '; the one that is there is of an earlier report' : ''
    return [`${plainText(path)} cannot be written: ${reasonOf(error)}${left}`]
  }
}

function reasonOf(error: unknown): string {
  return plainText(error instanceof Error ? error.message : String(error))
}

/**
 * Writes report.json, report.md, charts/*.svg and the files for other programs into `folder`, synchronously, so
 * that a process on its way out can still do it. Each file appears whole or not at all; charts of an earlier
 * report go; a file for other programs that cannot be written is a line of `lost`. Never throws: where the
 * folder cannot be written, the report goes to a fresh folder among the system's temporary files and `error`
 * says in one line what happened and what to do.
 */
export function writeReport(
  report: Report,
  folder: string,
  series: ReadonlyMap<string, RunSeries> = new Map(),
  { formats, samplesOf }: DataFiles = { formats: [], samplesOf: () => null },
): WrittenReport {
  const wanted = resolve(folder)
  const wayOut = 'choose another folder with llmBench({ outputDir: … })'
  const charts = reportCharts(report, series)
  const files = fileOutputs.map(({ name, file, render }) => ({ name, file, content: render(report, charts) }))
  const data = dataOutputs
    .filter(({ name }) => formats.includes(name))
    .map(({ file, render }) => ({ file, pieces: () => render(report, samplesOf) }))
  const rendered: RenderedReport = { files, charts, data }
  try {
    return { state: 'written', ...writeInto(wanted, rendered) }
  } catch (cause) {
    const problem = `The report cannot be written to ${wanted}: ${reasonOf(cause)}`
    try {
      const fresh = mkdtempSync(join(tmpdir(), 'llm-bench-report-'))
      const paths = writeInto(fresh, rendered)
      return { state: 'moved', ...paths, error: `${problem}; it is in ${paths.folder} instead, ${wayOut}` }
    } catch (second) {
      return { state: 'failed', error: `${problem}; nor to ${tmpdir()}: ${reasonOf(second)}; ${wayOut}` }
    }
  }
}
