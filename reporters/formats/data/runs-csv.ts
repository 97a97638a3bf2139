import { figureNames, runFigures } from '../../../src/metrics/figures/run-figures.ts'
import type { Report } from '../../../src/record/report.ts'
import { csvLine } from './csv-line.ts'
import type { DataOutput } from './data-output.ts'
import { namedRuns } from './named-runs.ts'

const facts = [
  'run',
  'id',
  'project',
  'file',
  'test',
  'name',
  'state',
  'provenance',
  'started_at',
  'model',
  'backend',
  'load',
  'fingerprint',
  'commit',
  'dirty',
  'attempted',
  'failed',
  'input_tokens',
  'output_tokens',
  'tokens_source',
] as const

/** Columns of a figure: the value, and the ends of its interval. */
function headings(name: string): string[] {
  const column = name.replaceAll('-', '_')
  return [column, `${column}_low`, `${column}_high`]
}

function* lines(report: Report): Generator<string> {
  yield csvLine([...facts, ...figureNames.flatMap(headings)])
  const { git } = report.environment
  for (const { run, name } of namedRuns(report)) {
    const figures = new Map(runFigures(run).map((figure) => [figure.name, figure]))
    yield csvLine([
      name,
      run.id,
      run.project,
      run.file,
      run.test,
      run.name,
      run.state,
      run.provenance,
      run.startedAt,
      run.target.model,
      run.target.backend,
      run.load.text,
      report.fingerprints.find((each) => each.run === run.id)?.hash ?? null,
      git?.commit ?? null,
      git?.dirty ?? null,
      run.requests.attempted,
      run.requests.failed,
      run.tokens.input,
      run.tokens.output,
      run.tokens.source,
      ...figureNames.flatMap((figureName) => {
        const { value = null, interval = null } = figures.get(figureName) ?? {}
        return [value, interval?.low ?? null, interval?.high ?? null]
      }),
    ])
  }
}

/** The output `csv`: a line for each run. */
export const runsCsv: DataOutput = {
  name: 'csv',
  file: 'runs.csv',
  render: lines,
}
