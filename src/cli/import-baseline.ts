import { resolve } from 'node:path'
import { shown } from '../option-check/shown.ts'
import { plainText } from '../plain-text.ts'
import { baselineRoot } from '../baseline/baseline-path.ts'
import { mergeInto } from '../baseline/save-baseline.ts'
import { LlmBenchError } from '../errors.ts'
import { fingerprintFrom } from '../machine/facts/fingerprint.ts'
import type { ImportedRun } from '../imports/foreign-run.ts'
import { importReport } from '../imports/import-report.ts'
import { readReportFile } from './report-file.ts'

/**
 * Saves the one run of another tool's report as a baseline of the run with the given key, for
 * `toNotRegressFrom(name, { fingerprint: 'any' })`: the tool does not say where it measured.
 * @returns the text to print
 * @throws LlmBenchError for a file that cannot be read, or with several runs and no choice
 */
export function importBaseline(
  file: string,
  options: { readonly root: string; readonly name: string; readonly key: string; readonly run?: string | undefined },
): string {
  const path = resolve(file)
  const { runs, notes, tool } = importReport(readReportFile(path), path)
  const run = chosenRun(runs, options.run, path)
  const fingerprint = fingerprintFrom({ engine: tool, model: run.record.target.model })
  const state = { savedAt: run.record.startedAt, commit: null, branch: null, dirty: null }
  const saved = mergeInto(options.root, options.name, fingerprint, state, [{ ...run, ...state, key: options.key }])
  return [
    `saved as baseline "${options.name}" of "${options.key}" in ${saved}`,
    ...notes,
    `it is found with { fingerprint: 'any' } only; all baselines are in ${baselineRoot(options.root)}`,
  ].join('\n')
}

/**
 * The run of that name, or the only one.
 * @throws LlmBenchError `baseline-incompatible` naming the runs there are
 */
function chosenRun(runs: readonly ImportedRun[], name: string | undefined, path: string): ImportedRun {
  const chosen = name === undefined ? runs : runs.filter(({ record }) => record.name === name)
  const [run, ...others] = chosen
  if (run !== undefined && others.length === 0) return run
  const names = runs.map(({ record }) => plainText(JSON.stringify(record.name))).join(', ')
  const which = name === undefined ? `has ${runs.length} runs` : `has ${chosen.length} runs named ${shown(name)}`
  throw new LlmBenchError(
    'baseline-incompatible',
    `${path} ${which}, and a baseline's run is one: choose with --run one of ${names}`,
  )
}
