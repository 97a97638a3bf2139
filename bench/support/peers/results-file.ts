import { readFileSync } from 'node:fs'
import { at, listOf, numberOf } from '../../../src/json.ts'

/** A file of JSON that a client wrote. */
export function resultsFile(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** The first of a list at a path of a results file. */
export function firstAt(results: unknown, ...path: string[]): unknown {
  return listOf(at(results, ...path))?.[0]
}

/**
 * The number at a path of a results file.
 * @throws Error that names the path where there is none
 */
export function figureAt(results: unknown, ...path: string[]): number {
  const found = numberOf(at(results, ...path))
  if (found === null) throw new Error(`its results file has no number at ${path.join('.')}`)
  return found
}
