import type { RunRecord } from '../record/run.ts'

/**
 * Key of a run from one execution to the next: its Vitest project, where it has a name, its file, its
 * test and its own name. The label of a blob report is no part of it: shards are cut anew.
 */
export function runKey({ project, file, test, name }: Pick<RunRecord, 'project' | 'file' | 'test' | 'name'>): string {
  return [...(project === '' ? [] : [project]), file, test, name].join(' › ')
}
