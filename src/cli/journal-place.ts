import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { isObject, listOf, objectOf, textOf } from '../json.ts'
import { readMark } from '../owned/mark.ts'
import { namesIn } from '../owned/remove.ts'
import { assertRegular } from '../regular-file.ts'
import { journalsIn } from '../samples/read-journal.ts'
import { systemReason } from '../system-error.ts'

/** Name of the folder that journals of all executions are in, below that of the report. */
const parentName = 'journal'
const example = 'give a folder such as llm-bench-report/journal/<time>-<pid>'

/**
 * Refuses what is no folder with journals, and leads to one.
 * @throws LlmBenchError `not-measured`
 */
export function assertJournalFolder(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) throw refused(folder, `is a file: give the folder that it is in`)
  } catch (error) {
    if (error instanceof LlmBenchError) throw error
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw refused(folder, `${isMissing ? 'does not exist' : `cannot be read (${systemReason(error)})`}: ${example}`)
  }
  if (journalsIn(folder).length > 0) return
  const parent = basename(folder) === parentName ? folder : join(folder, parentName)
  const newest = foldersIn(parent).at(-1)
  throw refused(
    folder,
    newest === undefined
      ? `has no journals in it: ${example}`
      : `has journals of several executions in it: give one of them, the newest is ${newest}`,
  )
}

/** The error of a folder that no report can be made of. */
export function refused(folder: string, why: string): LlmBenchError {
  return new LlmBenchError('not-measured', `llm-bench report: "${folder}" ${why}`)
}

/** The folders with journals in a folder, those that were made last at the end. */
function foldersIn(parent: string): string[] {
  return namesIn(parent)
    .toSorted()
    .map((name) => join(parent, name))
    .filter((path) => journalsIn(path).length > 0)
    .map((path) => ({ path, order: readMark(path, 'journal')?.order ?? 0 }))
    .toSorted((one, other) => one.order - other.order)
    .map(({ path }) => path)
}

/** The folder that Vitest would have written the report of a journal folder to. */
export function reportFolderOf(folder: string): string {
  const parent = dirname(folder)
  return basename(parent) === parentName ? dirname(parent) : join(folder, 'report')
}

/** Reason why the report that is in a folder must stay; null where none does. */
export function reasonToStay(output: string, ids: readonly string[], startedAt: string): string | null {
  const [hasJson, hasText] = ['report.json', 'report.md'].map((name) => existsSync(join(output, name)))
  if (!hasJson) return hasText ? 'report.md is not of this package' : null
  const report = reportIn(output)
  if (report === null) return 'report.json is not of this package, or damaged'
  const known = new Set((listOf(report['runs']) ?? []).map((run) => textOf(objectOf(run)?.['id'])))
  if (ids.every((id) => known.has(id))) return 'a report has all of these runs, and their claims'
  return (textOf(report['startedAt']) ?? '') > startedAt ? 'a report is of a later execution' : null
}

function reportIn(folder: string): Readonly<Record<string, unknown>> | null {
  try {
    const path = join(folder, 'report.json')
    assertRegular(path)
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isObject(value) && Array.isArray(value['runs']) && typeof value['startedAt'] === 'string' ? value : null
  } catch {
    return null
  }
}
