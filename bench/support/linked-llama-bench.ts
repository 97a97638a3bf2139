import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { cacheDirectory } from '../../src/models/cache.ts'
import { llamaSource } from '../../src/servers/presets/llama-release.ts'

const compiler = process.env['CXX'] ?? 'c++'

/**
 * llama-bench compiled from the source that node-llama-cpp carries and linked with the very libraries that
 * node-llama-cpp loads: what is left between the two is no matter of compilers. Made once, in the cache folder.
 * Null where it cannot be made: not on Linux, without a compiler or git, of a release with other files.
 */
export async function linkedLlamaBench(): Promise<string | null> {
  const source = llamaSource()
  if (source === null || process.platform !== 'linux') return null
  const platform = `${process.platform}-${process.arch}`
  const libraries = join(source.folder, '..', '..', '@node-llama-cpp', platform, 'bins', platform)
  if (!existsSync(libraries)) return null
  const target = join(cacheDirectory(undefined, process.cwd()), 'llama.cpp', source.release, `linked-${platform}`)
  const program = join(target, 'llama-bench')
  if (existsSync(program)) return program
  const work = mkdtempSync(join(tmpdir(), 'linked-llama-bench-'))
  try {
    await make(join(source.folder, 'gitRelease.bundle'), libraries, work)
    mkdirSync(join(target, '..'), { recursive: true })
    renameSync(join(work, 'out'), target)
    return program
  } catch {
    return null
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function make(bundle: string, libraries: string, work: string): Promise<void> {
  const [source, out] = [join(work, 'source'), join(work, 'out')]
  await execa('git', ['clone', '--quiet', '--depth', '1', bundle, source])
  mkdirSync(out)
  const names = readdirSync(libraries).filter((name) => name.endsWith('.so'))
  // It loads the processor's own from beside it.
  for (const name of names) symlinkSync(join(libraries, name), join(out, name))
  const linked = names.filter((name) => /^lib(?:llama-common|llama\.v[\w.]+|ggml\.v[\w.]+|ggml-base)\.so$/.test(name))
  const folder = join(source, 'tools', 'llama-bench')
  const files = readdirSync(folder).filter((name) => name.endsWith('.cpp'))
  const headers = ['include', 'common', 'ggml/include', 'vendor'].map((name) => `-I${join(source, name)}`)
  const first = linked.toSorted().toReversed()
  const sources = files.map((name) => join(folder, name))
  const libraryArguments = first.map((name) => `-l:${name}`)
  const program = join(out, 'llama-bench')
  const inputs = ['-O2', '-std=c++17'].concat(headers, sources)
  const outputs = ['-o', program, `-L${out}`].concat(libraryArguments, '-Wl,-rpath,$ORIGIN')
  await execa(compiler, inputs.concat(outputs))
}
