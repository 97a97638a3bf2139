import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LlmBenchError } from '../errors.ts'
import { isObject, parsedJson } from '../json.ts'
import { whileLocked } from '../owned/file-lock.ts'
import { plainJson } from '../plain-text.ts'
import type { Fingerprint } from '../record/environment.ts'
import type { MetricName } from '../record/metric.ts'
import { type NoiseFile, type NoiseFloorRecord, noiseSchema } from '../record/baseline.ts'
import { assertRegular } from '../regular-file.ts'
import type { NoiseFloor } from '../stats/launches/noise-floor.ts'
import { writeWhole } from '../write-whole.ts'

/** A run and its metric. */
export interface NoiseKey {
  readonly key: string
  readonly metric: MetricName
}

/** Path of the noise floors of a fingerprint. */
export function noisePath(root: string, { hash }: Pick<Fingerprint, 'hash'>): string {
  return join(root, '.llm-bench', 'noise', `${hash}.json`)
}

/**
 * The noise floor of a run's median on this machine; null where nobody measured it.
 * @throws LlmBenchError `baseline-incompatible` for a file that is none of this version
 */
export function readNoiseFloor(root: string, fingerprint: Fingerprint, { key, metric }: NoiseKey): NoiseFloor | null {
  const found = readNoiseFile(noisePath(root, fingerprint))?.floors.find(
    (floor) => floor.key === key && floor.metric === metric,
  )
  return found ?? null
}

/**
 * Adds noise floors to those of a fingerprint, in place of those of the same runs and metrics; gives the path.
 * @throws LlmBenchError as {@link readNoiseFloor}; Node's own error where it cannot be written
 */
export function saveNoiseFloors(root: string, fingerprint: Fingerprint, floors: readonly NoiseFloorRecord[]): string {
  const path = noisePath(root, fingerprint)
  const replaced = new Set(floors.map(nameOf))
  whileLocked(path, () => {
    const kept = readNoiseFile(path)?.floors.filter((floor) => !replaced.has(nameOf(floor))) ?? []
    const file: NoiseFile = { schemaVersion: noiseSchema, fingerprint, floors: [...kept, ...floors] }
    writeWhole(path, `${plainJson(JSON.stringify(file, null, 1))}\n`)
  })
  return path
}

function nameOf({ key, metric }: NoiseKey): string {
  return `${metric} ${key}`
}

function readNoiseFile(path: string): NoiseFile | null {
  const text = textOf(path)
  if (text === null) return null
  const value = parsedJson(text)
  if (isNoise(value)) return value
  throw new LlmBenchError(
    'baseline-incompatible',
    `the noise floors in ${path} cannot be used: delete the file and measure them again with llm-bench noise`,
  )
}

function textOf(path: string): string | null {
  try {
    assertRegular(path)
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function isNoise(value: unknown): value is NoiseFile {
  if (!isObject(value) || value['schemaVersion'] !== noiseSchema) return false
  return Array.isArray(value['floors']) && value['floors'].every(isFloor)
}

function isFloor(value: unknown): boolean {
  if (!isObject(value)) return false
  const { key, metric, variance, degrees, within, n } = value
  if (typeof key !== 'string' || typeof metric !== 'string' || !isObject(within)) return false
  return [variance, degrees, within['variance'], within['degrees'], n].every(
    (figure) => typeof figure === 'number' && figure >= 0,
  )
}
