import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The llama.cpp that node-llama-cpp carries: its folder, and the release its bundle is of. */
export interface LlamaSource {
  readonly folder: string
  readonly release: string
}

let found: LlamaSource | null | undefined

/**
 * Finds node-llama-cpp's llama.cpp by its files: nothing of the package is imported. Null where the
 * package is not installed.
 */
export function llamaSource(): LlamaSource | null {
  found ??= find()
  return found
}

/** Path of a `llama-server` of that release below the cache folder, without `.exe`. */
export function cachedLlamaServer(): string | null {
  const source = llamaSource()
  return source === null ? null : join('llama.cpp', source.release, 'llama-server')
}

function find(): LlamaSource | null {
  // Its exports do not name the file, so it is looked for where the package would be resolved.
  for (const modules of createRequire(import.meta.url).resolve.paths('node-llama-cpp') ?? []) {
    const folder = join(modules, 'node-llama-cpp', 'llama')
    const info = join(folder, 'llama.cpp.info.json')
    if (!existsSync(info)) continue
    const { tag } = JSON.parse(readFileSync(info, 'utf8')) as { tag?: unknown }
    if (typeof tag === 'string' && /^[\w.-]+$/.test(tag)) return { folder, release: tag }
  }
  return null
}
