import { readFileSync } from 'node:fs'
import { isObject } from '../json.ts'
import { isTextsOrLeftOut } from './header-shape.ts'
import type { RunEnd } from './header.ts'
import { plainJson } from '../plain-text.ts'
import { assertRegular } from '../regular-file.ts'
import { writeWhole } from '../write-whole.ts'

/** Path of the file beside a journal that says how its run ended. */
function endOf(journal: string): string {
  return journal.replace(/\.jsonl$/, '.end.json')
}

/** Writes down how a run ended, for whoever makes a report of its journal. Not to be able to costs that only. */
export function writeRunEnd(journal: string, end: RunEnd): void {
  try {
    writeWhole(endOf(journal), `${plainJson(JSON.stringify(end))}\n`)
  } catch {
    // The run itself is told to the reporter.
  }
}

/** How the run of a journal ended; null where nobody wrote that down, as of a run that was killed. */
export function readRunEnd(journal: string): RunEnd | null {
  try {
    assertRegular(endOf(journal))
    const value: unknown = JSON.parse(readFileSync(endOf(journal), 'utf8'))
    return isRunEnd(value) ? { ...value, launches: Array.isArray(value.launches) ? value.launches : [] } : null
  } catch {
    return null
  }
}

function isRunEnd(value: unknown): value is RunEnd {
  if (!isObject(value)) return false
  const { endedBy, error, decisions, unsent, loadHosts, conditions, beside, start } = value
  return (
    typeof endedBy === 'string' &&
    (error === null || typeof error === 'string') &&
    Array.isArray(decisions) &&
    isTextsOrLeftOut(beside) &&
    isStartOrLeftOut(start) &&
    (conditions === null || (isObject(conditions) && Object.values(conditions).every(isPlain))) &&
    [unsent, loadHosts].every(Number.isFinite)
  )
}

function isStartOrLeftOut(value: unknown): boolean {
  if (value === undefined) return true
  return isObject(value) && [value['asked'], value['readyAt']].every((text) => typeof text === 'string')
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value === 'boolean' || Number.isFinite(value)
}
