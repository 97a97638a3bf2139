import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDirectory } from '../../src/models/cache.ts'
import { pins, type RealServer } from './pins.ts'

/**
 * The folder of everything that real servers need: in the user's own cache, or in the one that
 * `LLM_BENCH_REAL_SERVERS` names, for tests have a cache of their own.
 */
export function realServersFolder(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const named = environment['LLM_BENCH_REAL_SERVERS']
  if (named !== undefined && named !== '') return named
  return join(cacheDirectory(undefined, process.cwd()), 'real-servers')
}

/** The folder that a server is installed into. */
export function serverFolder(name: RealServer, below: string = realServersFolder()): string {
  return join(below, `${name}-${pins[name].version}`)
}

/** The program of a server; null where it is not installed. The mark is written last. */
export function installedProgram(name: RealServer, below: string = realServersFolder()): string | null {
  const folder = serverFolder(name, below)
  return existsSync(join(folder, installedMark)) ? join(folder, pins[name].program) : null
}

/** File that a finished installation ends with. */
export const installedMark = 'installed.json'

/** The real instruct model as a GGUF, and in the form that Hugging Face's libraries read. */
export const realModel = {
  file: (below: string = realServersFolder()): string => join(below, 'models', 'SmolLM2-135M-Instruct.Q4_1.gguf'),
  folder: (below: string = realServersFolder()): string => join(below, 'models', 'SmolLM2-135M-Instruct'),
}
