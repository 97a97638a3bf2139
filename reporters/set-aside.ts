import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { at, textOf } from '../src/json.ts'
import { packageManifest } from '../src/package-root.ts'
import { isOwnChart } from './charts/kit/own-chart.ts'
import { fileOutputs } from './formats/outputs.ts'

/** An earlier execution's report that stands in a folder. */
export interface EarlierReport {
  readonly folder: string
  /** When its execution began, as the report says. */
  readonly startedAt: string
}

/** The report that stands in a folder; null where there is none of this package's. */
export function earlierReport(folder: string): EarlierReport | null {
  try {
    const report: unknown = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))
    const startedAt = textOf(at(report, 'startedAt'))
    return at(at(report, 'generator'), 'name') === packageManifest().name && startedAt !== null
      ? { folder, startedAt }
      : null
  } catch {
    return null
  }
}

/**
 * Takes an earlier report out of the way of an execution that has none, whole, into a folder of its own
 * below `earlier/`: where it stood, it would be taken for the later one's. Journals stay where they are.
 *
 * @returns the folder it is in now
 * @throws NodeJS.ErrnoException where it cannot be moved
 */
export function setAside({ folder, startedAt }: EarlierReport): string {
  const target = freeFolder(join(folder, 'earlier', startedAt.replaceAll(/[^\w-]/g, '-')))
  mkdirSync(join(target, 'charts'), { recursive: true })
  const charts = chartsIn(folder).filter((path) => isOwnChart(join(folder, path)))
  // What says whose report it is goes last: where a move fails, the next execution tries again.
  const files = fileOutputs.map(({ file }) => file).toSorted((a) => (a === 'report.json' ? 1 : -1))
  for (const path of [...charts, ...files]) {
    if (existsSync(join(folder, path))) renameSync(join(folder, path), join(target, path))
  }
  return target
}

function chartsIn(folder: string): string[] {
  try {
    return readdirSync(join(folder, 'charts')).map((name) => join('charts', name))
  } catch {
    return []
  }
}

function freeFolder(wanted: string): string {
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${number}`
    if (!existsSync(folder)) return folder
  }
}
