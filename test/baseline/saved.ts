import { type FoundBaseline, readBaseline } from '../../src/baseline/read-baseline.ts'
import { saveBaseline } from '../../src/baseline/save-baseline.ts'
import { LlmBenchError } from '../../src/errors.ts'
import { collectEnvironment } from '../../src/machine/facts/environment.ts'
import type { EnvironmentRecord } from '../../src/record/environment.ts'
import type { LlmRun } from '../../src/vitest/llm-run.ts'
import { artifactOf } from './constructed.ts'

/** This machine, as a report of it would say. */
export const environment: EnvironmentRecord = collectEnvironment(process.cwd())

/** Saves runs as a baseline of this machine. */
export function save(root: string, runs: readonly LlmRun[], name = 'main'): ReturnType<typeof saveBaseline> {
  return saveBaseline({ root, name, environment, runs: runs.map(artifactOf) })
}

/** The run of a baseline; throws the error where none fits. */
export function baselineOf(...asked: Parameters<typeof readBaseline>): FoundBaseline {
  const found = readBaseline(...asked)
  if (found.state === 'missing') throw found.error
  return found
}

/** The error that is thrown; fails where none is. */
export function errorOf(action: () => unknown): LlmBenchError {
  try {
    action()
  } catch (error) {
    if (error instanceof LlmBenchError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
