import { lstatSync, readFileSync } from 'node:fs'
import { svgOpening } from './svg.ts'

/** Whether a file is a chart of this package's: it says so itself. */
export function isOwnChart(path: string): boolean {
  try {
    return lstatSync(path).isFile() && readFileSync(path, 'utf8').startsWith(svgOpening)
  } catch {
    return false
  }
}
