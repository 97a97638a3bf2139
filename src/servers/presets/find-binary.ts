import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import { LlmBenchError } from '../../errors.ts'
import { cacheFolders } from '../../models/cache.ts'
import type { ServerSpec } from '../server-spec.ts'

/** The parts of a system that decide where a program is found. */
export interface LookupConventions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly arch: string
  readonly cacheDirectory: string
}

/**
 * Absolute path of a server's program: the one that the preset's variable or an option names, else the
 * first on PATH, else the one in the cache folder, or in the user's own.
 * @throws LlmBenchError `server-missing` with how to install it on this platform
 */
export function findBinary(spec: ServerSpec, conventions: LookupConventions): string {
  const { platform, arch, environment } = conventions
  const system = `${platform}-${arch}`
  if (spec.platforms !== null && !spec.platforms.includes(system))
    throw new LlmBenchError('server-missing', `${spec.name} does not run on ${system}: ${hintOf(spec, platform)}`)
  const variable = spec.places.variable === null ? undefined : environment[spec.places.variable]
  if (variable !== undefined && variable !== '') {
    const named = runnable(resolve(variable), platform)
    if (named !== null) return named
    throw new LlmBenchError(
      'server-missing',
      `${spec.places.variable} names "${variable}", which is not a program: ` +
        `correct it, or unset it to have ${spec.name} looked for`,
    )
  }
  return (
    namedFile(spec, platform) ??
    onPath(spec.command, conventions) ??
    inCache(spec, conventions) ??
    missing(spec, platform)
  )
}

/** The program of a command that is a path, taken from the server's working folder; null for no such file. */
function namedFile({ command, cwd }: ServerSpec, platform: NodeJS.Platform): string | null {
  return isPath(command, platform) ? runnable(resolve(cwd ?? '.', command), platform) : null
}

function onPath(command: string, { environment, platform }: LookupConventions): string | null {
  if (isPath(command, platform)) return null
  const folders = (variableOf(environment, 'PATH', platform) ?? '').split(platform === 'win32' ? ';' : delimiter)
  for (const folder of folders) {
    // An empty entry means the working folder, from which a name must not be taken by chance.
    const path = folder === '' ? null : runnable(join(folder, command), platform)
    if (path !== null) return resolve(path)
  }
  return null
}

function inCache({ places }: ServerSpec, conventions: LookupConventions): string | null {
  const { cacheDirectory, platform, environment } = conventions
  if (places.cached === null) return null
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? null
  // It takes minutes to build: a cache of the project's own need not have another one.
  for (const folder of cacheFolders(cacheDirectory, { environment, platform, home })) {
    const path = runnable(join(folder, places.cached), platform)
    if (path !== null) return path
  }
  return null
}

/** The file that runs under a path: on Windows the ending may be left out. Null when there is none. */
function runnable(path: string, platform: NodeJS.Platform): string | null {
  if (platform !== 'win32') return isRunnable(path) ? path : null
  // Of PATHEXT only programs: scripts (.cmd, .bat) cannot be started without a shell.
  const endings = ['.exe', '.com']
  const candidates = endings.some((ending) => path.toLowerCase().endsWith(ending))
    ? [path]
    : endings.map((ending) => path + ending)
  return candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile() === true) ?? null
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function isPath(command: string, platform: NodeJS.Platform): boolean {
  return isAbsolute(command) || command.includes('/') || (platform === 'win32' && command.includes('\\'))
}

/** A variable of the environment, which Windows names in any case (`Path`). */
function variableOf(
  environment: LookupConventions['environment'],
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  if (platform !== 'win32') return environment[name]
  const key = Object.keys(environment).find((candidate) => candidate.toUpperCase() === name)
  return key === undefined ? undefined : environment[key]
}

function missing(spec: ServerSpec, platform: NodeJS.Platform): never {
  const hint = hintOf(spec, platform)
  if (isPath(spec.command, platform))
    throw new LlmBenchError(
      'server-missing',
      `${spec.name}: there is no program "${spec.command}": correct the path, or install it: ${hint}`,
    )
  const places = [
    'PATH',
    ...(spec.places.variable === null ? [] : [spec.places.variable]),
    ...(spec.places.cached === null ? [] : ['the cache folder']),
  ]
  throw new LlmBenchError(
    'server-missing',
    `${spec.name} was not found (looked in ${places.join(', ')} for "${spec.command}"): ${hint}`,
  )
}

function hintOf({ installHint }: ServerSpec, platform: NodeJS.Platform): string {
  return platform === 'darwin' || platform === 'win32' ? installHint[platform] : installHint.linux
}
