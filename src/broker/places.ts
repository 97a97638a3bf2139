import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { systemReason } from '../system-error.ts'

/** A time as part of a file name: `2026-11-25T10-00-00-000Z`. */
export function stampOf(time: Date): string {
  return time.toISOString().replaceAll(/[:.]/g, '-')
}

/**
 * A fresh folder among the system's temporary files, in place of one in the report's folder.
 * @throws LlmBenchError `report-write` with both reasons where it cannot be made either
 */
export function temporaryInstead(holds: 'journal' | 'log', wanted: string, problem: unknown): string {
  try {
    return mkdtempSync(join(tmpdir(), `vitest-llm-bench-${holds}-`))
  } catch (cause) {
    throw new LlmBenchError(
      'report-write',
      `no ${holds} can be written to ${wanted} (${systemReason(problem)}), nor to the temporary folder ${tmpdir()} ` +
        `(${systemReason(cause)}): choose another folder with llmBench({ outputDir: … })`,
      { cause },
    )
  }
}
