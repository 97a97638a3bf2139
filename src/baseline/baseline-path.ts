import { join } from 'node:path'
import { notAllowed } from '../option-check/sentences.ts'
import { shown } from '../option-check/shown.ts'

/** The mode that saves a baseline, as a person types it. */
export const saveCommand = 'vitest bench --mode baseline'

/** The folder all baselines of a project are in, one folder a fingerprint. */
export function baselineRoot(root: string): string {
  return join(root, '.llm-bench', 'baselines')
}

/**
 * Path of a baseline's file.
 * @throws LlmBenchError `invalid-option` for a name that is no plain file name
 */
export function baselinePath(root: string, hash: string, name: string): string {
  return join(baselineRoot(root), hash, `${checkedName(name)}.json`)
}

/**
 * The name of a baseline, which becomes a file's: letters, digits, dots, dashes and underlines.
 * @throws LlmBenchError `invalid-option` for any other name
 */
export function checkedName(name: string): string {
  if (typeof name === 'string' && /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63}$/u.test(name)) return name
  throw notAllowed(
    "a baseline's name",
    shown(name),
    'letters, digits, dots, dashes and underlines, at most 64 of them, for example "main"',
  )
}
