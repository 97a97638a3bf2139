import { readFileSync } from 'node:fs'
import type { TestModule, Vitest } from 'vitest/node'

const importsUs = /['"]vitest-llm-bench(?:\/fixtures)?['"]/
const measures = /\b(?:measure|loadSweep|findMaxLoad)\b/

/** The part of a Vitest that {@link meantToMeasure} looks at. */
export interface AskedVitest {
  readonly config: Pick<Vitest['config'], 'mergeReports' | 'shard' | 'watch' | 'changed' | 'related'> & {
    readonly cliOptions: { readonly benchmarkOnly?: boolean; readonly lastFailed?: boolean }
  }
}

/** The part of a test file that {@link meantToMeasure} looks at. */
export type AskedModule = Pick<TestModule, 'moduleId' | 'state'> & {
  readonly project: { readonly config: { readonly benchmark: { readonly enabled: boolean } } }
}

/**
 * Whether an execution that measured nothing was there to measure: by what ran or could not, and where
 * nothing did by what `vitest bench` was asked for.
 */
export function meantToMeasure({ config }: AskedVitest, modules: readonly AskedModule[]): boolean {
  const { mergeReports, shard, watch, changed, related, cliOptions } = config
  if (mergeReports !== undefined && mergeReports !== '') return false
  const ran = modules.filter((module) => module.state() !== 'skipped')
  if (ran.length > 0) return ran.some((module) => isBench(module) || isFailedMeasurement(module))
  // A part of the whole may be empty, and so may be what changed or failed: the report is of the rest.
  const isPart = shard !== undefined || watch || related !== undefined || changed === true || cliOptions.lastFailed
  return cliOptions.benchmarkOnly === true && isPart !== true && typeof changed !== 'string'
}

function isBench({ project }: AskedModule): boolean {
  return project.config.benchmark.enabled
}

/** Whether a plain test file would have measured, had it not failed before. */
function isFailedMeasurement(module: AskedModule): boolean {
  if (module.state() === 'passed') return false
  try {
    const source = readFileSync(module.moduleId, 'utf8')
    return importsUs.test(source) && measures.test(source)
  } catch {
    return false
  }
}
