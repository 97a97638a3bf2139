import { readFileSync, rmSync } from 'node:fs'
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { timestamp } from '../../clock.ts'
import { LlmBenchError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import { cacheDirectory } from '../../models/cache.ts'
import { writeWhole } from '../../write-whole.ts'

/** Price data that somebody asked for. */
export interface UpdatedList {
  readonly file: string
  /** Day they were fetched on. */
  readonly fetched: string
  readonly from: string
  readonly providers: readonly unknown[]
}

/** Place of the data in the user's cache folder. */
export function updatedListFile(): string {
  return join(cacheDirectory(undefined, '.'), 'prices', 'genai-prices.json')
}

/**
 * The data that were fetched by the last update; null where nobody asked for one.
 * @throws LlmBenchError `price-unknown` where the file cannot be read: older prices would be taken silently
 */
export function readUpdate(file: string = updatedListFile()): UpdatedList | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw damaged(file, error)
  }
  let held: unknown
  try {
    held = JSON.parse(text)
  } catch (error) {
    throw damaged(file, error)
  }
  if (!isObject(held)) throw damaged(file)
  const { fetched, from, providers } = held
  if (typeof fetched !== 'string' || typeof from !== 'string' || !Array.isArray(providers)) throw damaged(file)
  return { file, fetched, from, providers }
}

/** Keeps fetched data for every run from now on. */
export function keepUpdate(from: string, providers: readonly unknown[], file: string = updatedListFile()): UpdatedList {
  const fetched = timestamp().slice(0, 10)
  mkdirSync(dirname(file), { recursive: true })
  writeWhole(file, `${JSON.stringify({ fetched, from, providers })}\n`)
  return { file, fetched, from, providers }
}

/** Goes back to the data of the package. */
export function dropUpdate(file: string = updatedListFile()): void {
  rmSync(file, { force: true })
}

function damaged(file: string, cause?: unknown): LlmBenchError {
  return new LlmBenchError(
    'price-unknown',
    `the updated price list ${file} cannot be read: run llm-bench prices update again, or llm-bench prices reset`,
    { cause },
  )
}
