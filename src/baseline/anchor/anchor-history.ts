import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, numbersOf, parsedJson } from '../../json.ts'
import { whileLocked } from '../../owned/file-lock.ts'
import type { Fingerprint } from '../../record/environment.ts'
import { writeWhole } from '../../write-whole.ts'

/** Most figures that are kept: the newest. */
const mostKept = 200

/** Path of the history of the anchor workload on the machine of a fingerprint. */
export function anchorPath(root: string, { hash }: Pick<Fingerprint, 'hash'>): string {
  return join(root, '.llm-bench', 'anchor', `${hash}.json`)
}

/** The figures that the anchor workload had on this machine, oldest first; none where its file cannot be read. */
export function readAnchorHistory(path: string): number[] {
  try {
    const figures = numbersOf(at(parsedJson(readFileSync(path, 'utf8')), 'msPerToken')) ?? []
    return figures.filter((figure) => figure !== null && figure > 0).map(Number)
  } catch {
    return []
  }
}

/** Adds figures to the history. One that cannot be written is lost: it is a help, and no result. */
export function addToAnchorHistory(path: string, figures: readonly number[]): void {
  if (figures.length === 0) return
  try {
    whileLocked(path, () => {
      const msPerToken = [...readAnchorHistory(path), ...figures].slice(-mostKept)
      writeWhole(path, `${JSON.stringify({ schemaVersion: 1, msPerToken })}\n`)
    })
  } catch {
    // The next run has a shorter history.
  }
}
