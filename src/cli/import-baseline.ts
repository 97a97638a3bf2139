import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { baselineRoot } from '../baseline/baseline-path.ts'
import { mergeInto } from '../baseline/save-baseline.ts'
import { LlmBenchError } from '../errors.ts'
import { fingerprintFrom } from '../machine/facts/fingerprint.ts'
import { importReport } from '../imports/import-report.ts'

/**
 * Saves the one run of another tool's report as a baseline of the run with the given key, for
 * `toNotRegressFrom(name, { fingerprint: 'any' })`: the tool does not say where it measured.
 * @returns the text to print
 * @throws LlmBenchError for a file that cannot be read, or with several runs and no choice
 */
export function importBaseline(
  file: string,
  options: { readonly root: string; readonly name: string; readonly key: string },
): string {
  const path = resolve(file)
  const { runs, notes, tool } = importReport(parsed(path), path)
  const [run] = runs
  if (run === undefined || runs.length > 1) {
    throw new LlmBenchError(
      'baseline-incompatible',
      `${path} has ${runs.length} runs, and a baseline's run is one: split the report`,
    )
  }
  const fingerprint = fingerprintFrom({ engine: tool, model: run.record.target.model })
  const state = { savedAt: run.record.startedAt, commit: null, branch: null, dirty: null }
  const saved = mergeInto(options.root, options.name, fingerprint, state, [{ ...run, ...state, key: options.key }])
  return [
    `saved as baseline "${options.name}" of "${options.key}" in ${saved}`,
    ...notes,
    `it is found with { fingerprint: 'any' } only; all baselines are in ${baselineRoot(options.root)}`,
  ].join('\n')
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new LlmBenchError(
      'baseline-missing',
      `${path} cannot be read as JSON: give the path of another tool's report`,
      { cause },
    )
  }
}
