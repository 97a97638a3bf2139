import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type PairedFigure, pairedRatio } from './paired.ts'

const cli = 'dist/src/cli/main.js'

/**
 * Folder of another built checkout of this package that the overhead benchmarks drive beside this one,
 * named by `OVERHEAD_OTHER`; null where none is named.
 * @throws Error when there is no build in it
 */
export function otherBuild(): string | null {
  const given = process.env['OVERHEAD_OTHER']
  if (given === undefined || given === '') return null
  const folder = resolve(given)
  if (existsSync(join(folder, cli))) return folder
  throw new Error(
    `OVERHEAD_OTHER is ${JSON.stringify(given)}, and ${join(folder, cli)} is not there: name a checkout, and run npm run build in it`,
  )
}

/** The command of a build, which stands at the same place in every version. */
export function commandOf(build: string): string {
  return join(build, cli)
}

/** What was measured of this build and of the other, one after the other. */
export interface BuildPair<Figures> {
  readonly ours: Figures
  readonly other: Figures
}

/**
 * Measures two builds in turns, ABBA: whatever drifts falls on both. What each shows the first time is
 * left out: its files are read from the disk then.
 */
export async function inTurns<Figures>(
  pairs: number,
  ours: () => Promise<Figures>,
  other: () => Promise<Figures>,
): Promise<BuildPair<Figures>[]> {
  await other()
  await ours()
  const measured: BuildPair<Figures>[] = []
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) measured.push({ ours: await ours(), other: await other() })
    else {
      const before = await other()
      measured.push({ ours: await ours(), other: before })
    }
  }
  return measured
}

/** This build over the other, of one of the figures. */
export function oursOverOther<Figures>(
  measured: readonly BuildPair<Figures>[],
  of: (figures: Figures) => number,
): PairedFigure {
  return pairedRatio(measured.map(({ ours, other }) => [of(ours), of(other)]))
}
