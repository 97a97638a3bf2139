import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { cacheDirectory, cacheFolders } from '../src/models/cache.ts'
import { homeFolder } from '../src/models/home-path.ts'
import { cachedLlamaServer, llamaSource } from '../src/servers/presets/llama-release.ts'
import { llamaFlags } from './llama-flags.ts'

/**
 * Builds llama-server, llama-bench, llama-perplexity and llama-quantize from the llama.cpp source that node-llama-cpp
 * carries, of the very release its engine is of, into the cache folder; where some of them are there, the others beside
 * them. Where it cannot be built it says why and ends well: what needs the programs is skipped without them.
 */
const ending = process.platform === 'win32' ? '.exe' : ''
const programs = ['llama-server', 'llama-bench', 'llama-perplexity', 'llama-quantize']

class CannotBuild extends Error {}

try {
  process.stdout.write(`llama-server: ${await provide()}\n`)
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error)
  process.stdout.write(`llama-server: not built: ${reason}\n`)
  // What has failed while building is worth a look; what is only missing is not.
  process.exitCode = error instanceof CannotBuild ? 0 : 1
}

async function provide(): Promise<string> {
  const source = llamaSource()
  const below = cachedLlamaServer()
  if (source === null || below === null) throw new CannotBuild('node-llama-cpp is not installed: npm install')
  const cache = cacheDirectory(undefined, process.cwd())
  const conventions = { environment: process.env, platform: process.platform, home: homeFolder() }
  const targets = cacheFolders(cache, conventions).map((folder) => join(folder, below, '..'))
  const begun = targets.find((target) => existsSync(join(target, `llama-server${ending}`)))
  const target = begun ?? join(cache, below, '..')
  const server = join(target, `llama-server${ending}`)
  const missing = programs.filter((program) => !existsSync(join(target, program + ending)))
  if (missing.length === 0) return `${source.release} is there: ${server}`
  const bundle = join(source.folder, 'gitRelease.bundle')
  if (!existsSync(bundle)) throw new CannotBuild(`node-llama-cpp carries no source (${bundle})`)
  for (const tool of ['git', 'cmake'])
    if (!runs(tool)) throw new CannotBuild(`${tool} is not on PATH: install it, or llama.cpp itself`)
  if (process.platform !== 'win32' && !['c++', 'g++', 'clang++'].some(runs))
    throw new CannotBuild('no C++ compiler is on PATH: install one, or llama.cpp itself')
  const folder = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-llama-'))
  try {
    await build(bundle, folder, missing)
    install(join(folder, 'build', 'bin'), target, missing)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return missing.length === programs.length
    ? `${source.release} was built: ${server}`
    : `${source.release} was completed with ${missing.join(', ')}: ${server}`
}

async function build(bundle: string, folder: string, targets: readonly string[]): Promise<void> {
  const [source, into] = [join(folder, 'source'), join(folder, 'build')]
  await run('git', ['clone', '--quiet', '--depth', '1', bundle, source])
  await run('cmake', ['-S', source, '-B', into, ...(runs('ninja') ? ['-G', 'Ninja'] : []), ...llamaFlags])
  const jobs = String(availableParallelism())
  await run('cmake', ['--build', into, '--config', 'Release', '--parallel', jobs, '--target', ...targets])
}

/** Copies the programs beside their place first: another process sees all of a file or none. */
function install(built: string, target: string, made: readonly string[]): void {
  mkdirSync(target, { recursive: true })
  for (const program of made) {
    const name = program + ending
    const from = [join(built, name), join(built, 'Release', name)].find((path) => existsSync(path))
    if (from === undefined) throw new Error(`the build made no ${name}`)
    const temporary = join(target, `.${name}-${process.pid}`)
    copyFileSync(from, temporary)
    renameSync(temporary, join(target, name))
  }
}

function runs(tool: string): boolean {
  return spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0
}

/** Runs a tool and shows its output. */
async function run(tool: string, args: readonly string[]): Promise<void> {
  process.stdout.write(
    `llama-server: ${tool} ${args
      .slice(0, 2)
      .map((arg) => basename(arg))
      .join(' ')} …\n`,
  )
  const child = spawn(tool, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  if (code !== 0) throw new Error(`${tool} ended with code ${code ?? 'unknown'}`)
}
