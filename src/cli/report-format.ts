import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { journalReport } from '../../reporters/collect/journal-report.ts'
import { runJournals } from '../../reporters/collect/run-journals.ts'
import { pathsIn, samplesIn } from '../../reporters/collect/samples-in.ts'
import type { SamplesOf } from '../../reporters/formats/data/data-output.ts'
import { dataOutputs } from '../../reporters/formats/data/data-outputs.ts'
import { renderJobSummary } from '../../reporters/formats/job-summary.ts'
import { fileOutputs } from '../../reporters/formats/outputs.ts'
import { renderComment } from '../../reporters/formats/summary/comment.ts'
import { LlmBenchError } from '../errors.ts'
import { formatCount } from '../figures.ts'
import { noSuchName } from '../option-check/sentences.ts'
import type { Report } from '../record/report.ts'
import { systemReason } from '../system-error.ts'
import { writeWholePieces } from '../write-whole.ts'
import { assertJournalFolder, reportFolderOf } from './journal-place.ts'
import { journalPaths } from './journal-samples.ts'
import { readReport } from './read-report.ts'

type Render = (report: Report, samplesOf: SamplesOf, marker: string | null) => Iterable<string>

/** Ways to render a report, by their names: files for other programs, and those of the report's own folder. */
const renderers: ReadonlyMap<string, Render> = new Map<string, Render>([
  ...dataOutputs.map(({ name, render }) => [name, render] as const),
  ...fileOutputs.map(({ name, render }) => [name, (report: Report) => [render(report, [])]] as const),
  ['comment', (report: Report, _samples: SamplesOf, marker: string | null) => [renderComment(report, marker)]],
  ['summary', (report: Report) => [renderJobSummary(report)]],
])

/** A report, and the requests of its runs as far as they are at hand. */
interface Loaded {
  readonly report: Report
  readonly samplesOf: SamplesOf
  readonly path: string
}

/** Text of a report in a format, as it was printed or written. */
export interface FormattedReport {
  /** Pieces to print; null where they went into a file. */
  readonly pieces: Iterable<string> | null
  /** A line about requests that are not at hand; null for none. */
  readonly note: string | null
}

/**
 * A report in another format.
 * @param given path of a report.json, of a report's folder, or of a folder of journals
 * @param format name of the format
 * @param output file to write it to; null to print it
 * @param marker name in the marker of a comment; null for that of every comment
 * @throws LlmBenchError `invalid-option` for a format that there is not, and what the report's own reading throws
 */
export function formatReport(
  given: string,
  format: string,
  output: string | null,
  marker: string | null = null,
): FormattedReport {
  const render = renderers.get(format)
  if (render === undefined) {
    throw noSuchName('llm-bench report --format', { name: format, known: [...renderers.keys()], kind: 'format' })
  }
  const { report, samplesOf, path } = loadReport(resolve(given))
  const lacking = new Set<string>()
  const noting: SamplesOf = (run) => {
    const samples = samplesOf(run)
    if (samples === null) lacking.add(run.id)
    return samples
  }
  const made = rendered(path, () => render(report, noting, marker))
  // Whole before anything is printed: half a file is worse than none. A file takes its name when it is whole.
  const pieces = output === null ? [...made] : null
  if (output !== null) write(output, made)
  const note =
    lacking.size === 0
      ? null
      : `${formatCount(lacking.size)} of ${formatCount(report.runs.length)} runs have no requests beside ${path} ` +
        'and are left out: their journals are gone, or elsewhere'
  return { pieces, note }
}

function write(output: string, pieces: Iterable<string>): void {
  try {
    writeWholePieces(resolve(output), pieces)
  } catch (cause) {
    if (cause instanceof LlmBenchError) throw cause
    const message = `${output} cannot be written (${systemReason(cause)}): choose another file with --output`
    throw new LlmBenchError('report-write', message, { cause })
  }
}

const nothingHeld = { columns: new Map(), gaps: new Map() }

function loadReport(path: string): Loaded {
  const file = isFolder(path) ? reportIn(path) : path
  if (file !== null) {
    const report = readReport(file)
    const ids = new Set(report.runs.map(({ id }) => id))
    return { report, samplesOf: samplesIn(nothingHeld, () => journalPaths(dirname(file), ids)), path: file }
  }
  assertJournalFolder(path)
  const { report } = journalReport(path, runJournals(path), dirname(reportFolderOf(path)))
  return { report, samplesOf: samplesIn(nothingHeld, () => pathsIn(path)), path }
}

function* rendered(path: string, render: () => Iterable<string>): Generator<string> {
  try {
    yield* render()
  } catch (cause) {
    // Whatever is read of fields that are not there ends so.
    if (!(cause instanceof TypeError)) throw cause
    throw new LlmBenchError('baseline-incompatible', `${path} is damaged: a part that the format needs is missing`, {
      cause,
    })
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function reportIn(folder: string): string | null {
  const file = join(folder, 'report.json')
  return statSync(file, { throwIfNoEntry: false }) === undefined ? null : file
}
