import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isObject, parsedJson } from '../json.ts'
import { whileLocked } from '../owned/file-lock.ts'
import { plainJson } from '../plain-text.ts'
import type { Fingerprint } from '../record/environment.ts'
import { type NoiseFile, type NoiseFloorRecord, noiseSchema } from '../record/baseline.ts'
import { assertRegular } from '../regular-file.ts'
import { writeWhole } from '../write-whole.ts'

/** A figure of a run: the median of a metric, or what `statistic` says. */
export type NoiseKey = Pick<NoiseFloorRecord, 'key' | 'metric' | 'statistic'>

/** A file of noise floors, as far as it can be used. */
export type NoiseRead =
  | { readonly kind: 'none' }
  | { readonly kind: 'read'; readonly file: NoiseFile }
  | {
      readonly kind: 'unusable'
      /** One sentence with the file, what is wrong with it, and the way out. */
      readonly why: string
    }

/** Where floors were kept, and what became of a file that could not be used. */
export interface SavedFloors {
  readonly path: string
  /** The fault of the file that was there and is replaced; null where there was none. */
  readonly replaced: string | null
}

/** Folder of the noise floors of all fingerprints. */
export function noiseRoot(root: string): string {
  return join(root, '.llm-bench', 'noise')
}

/** Path of the noise floors of a fingerprint. */
export function noisePath(root: string, { hash }: Pick<Fingerprint, 'hash'>): string {
  return join(noiseRoot(root), `${hash}.json`)
}

/** Reads the noise floors of a fingerprint: one that is damaged, of another schema or machine is told apart. */
export function readNoiseFile(path: string, fingerprint: Pick<Fingerprint, 'hash'>): NoiseRead {
  const found = textOf(path)
  if (found.kind !== 'text') return found.kind === 'none' ? found : unusable(path, found.why)
  const value = parsedJson(found.text)
  if (!isObject(value)) return unusable(path, 'it is damaged: no JSON object')
  if (value['schemaVersion'] !== noiseSchema) {
    const version = typeof value['schemaVersion'] === 'number' ? String(value['schemaVersion']) : 'unknown'
    return unusable(path, `it is of schema ${version}, and this release reads ${noiseSchema}`)
  }
  if (!isNoise(value)) return unusable(path, 'it is damaged: a floor has no figures')
  if (value.fingerprint.hash !== fingerprint.hash) {
    return unusable(path, 'it was measured with another fingerprint, whatever its name says')
  }
  return { kind: 'read', file: value }
}

/**
 * Adds noise floors to those of a fingerprint, in place of those of the same runs and metrics. A file that cannot be
 * used is replaced as a whole: its floors are lost anyway.
 * @throws Node's own error where it cannot be written
 */
export function saveNoiseFloors(
  root: string,
  fingerprint: Fingerprint,
  floors: readonly NoiseFloorRecord[],
): SavedFloors {
  const path = noisePath(root, fingerprint)
  const measured = new Set(floors.map(nameOf))
  let replaced: string | null = null
  whileLocked(path, () => {
    const read = readNoiseFile(path, fingerprint)
    if (read.kind === 'unusable') replaced = read.why
    const kept = read.kind === 'read' ? read.file.floors.filter((floor) => !measured.has(nameOf(floor))) : []
    const file: NoiseFile = { schemaVersion: noiseSchema, fingerprint, floors: [...kept, ...floors] }
    writeWhole(path, `${plainJson(JSON.stringify(file, null, 1))}\n`)
  })
  return { path, replaced }
}

/** Whether a floor is of a figure, of whichever bench. */
export function isOfFigure(floor: NoiseKey, { metric, statistic }: Omit<NoiseKey, 'key'>): boolean {
  return floor.metric === metric && floor.statistic === statistic
}

function nameOf({ key, metric, statistic }: NoiseKey): string {
  return `${metric} ${statistic ?? 'median'} ${key}`
}

function unusable(path: string, why: string): NoiseRead {
  return {
    kind: 'unusable',
    why: `the noise floors in ${path} are not used: ${why}; measure them again with llm-bench noise`,
  }
}

type FoundText =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly why: string }

function textOf(path: string): FoundText {
  try {
    assertRegular(path)
    return { kind: 'text', text: readFileSync(path, 'utf8') }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'none' }
    return { kind: 'unreadable', why: `it cannot be read (${code ?? 'no regular file'})` }
  }
}

function isNoise(value: object): value is NoiseFile {
  if (!('floors' in value && 'fingerprint' in value) || !isObject(value.fingerprint)) return false
  const { hash, fields } = value.fingerprint
  return typeof hash === 'string' && isObject(fields) && Array.isArray(value.floors) && value.floors.every(isFloor)
}

function isFloor(value: unknown): boolean {
  if (!isObject(value)) return false
  const { key, metric, variance, degrees, within, n } = value
  if (typeof key !== 'string' || typeof metric !== 'string' || !isObject(within)) return false
  // Without a degree of freedom, or a request, there is no Student's t to be made.
  const positive = [degrees, within['degrees'], n].every((figure) => typeof figure === 'number' && figure > 0)
  return positive && [variance, within['variance']].every((figure) => typeof figure === 'number' && figure >= 0)
}
