import type { RunRecord } from '../record/run.ts'

/** What identifies a run from one execution to the next: its file, its test and its own name. */
export function runKey({ file, test, name }: Pick<RunRecord, 'file' | 'test' | 'name'>): string {
  return `${file} › ${test} › ${name}`
}
