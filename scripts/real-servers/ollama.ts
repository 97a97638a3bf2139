import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDirectory } from '../../src/models/cache.ts'
import { cachedLlamaServer, llamaSource } from '../../src/servers/presets/llama-release.ts'
import { llamaFlags } from '../llama-flags.ts'
import { runTool } from './run-tool.ts'

const helpers = ['llama-server', 'llama-quantize']

/**
 * Builds Ollama from its Go module into a folder, with the programs that it looks for beside its own, of the
 * llama.cpp that node-llama-cpp carries. It takes Go, git, cmake and a C++ compiler.
 * @throws Error when one of them is missing or fails
 */
export async function buildOllama(folder: string, version: string): Promise<void> {
  await runTool(
    'go',
    [
      'install',
      '-trimpath',
      `-ldflags=-X=github.com/ollama/ollama/version.Version=${version}`,
      `github.com/ollama/ollama@v${version}`,
    ],
    { env: { GOBIN: join(folder, 'bin') } },
  )
  const beside = join(folder, 'lib', 'ollama')
  mkdirSync(beside, { recursive: true })
  // The one that `npm run llama-server` builds is of the same source.
  const built = join(cacheDirectory(undefined, process.cwd()), cachedLlamaServer() ?? '')
  const isThere = cachedLlamaServer() !== null && existsSync(built)
  if (isThere) copyFileSync(built, join(beside, 'llama-server'))
  await buildHelpers(beside, isThere ? ['llama-quantize'] : helpers)
}

async function buildHelpers(beside: string, targets: readonly string[]): Promise<void> {
  const source = llamaSource()
  if (source === null) throw new Error('node-llama-cpp is not installed: npm install')
  const scratch = mkdtempSync(join(tmpdir(), 'vitest-llm-bench-ollama-'))
  try {
    const [from, into] = [join(scratch, 'source'), join(scratch, 'build')]
    await runTool('git', ['clone', '--quiet', '--depth', '1', join(source.folder, 'gitRelease.bundle'), from])
    await runTool('cmake', ['-S', from, '-B', into, ...llamaFlags])
    const jobs = String(availableParallelism())
    await runTool('cmake', ['--build', into, '--config', 'Release', '--parallel', jobs, '--target', ...targets])
    for (const name of targets) {
      const made = [join(into, 'bin', name), join(into, 'bin', 'Release', name)].find((path) => existsSync(path))
      if (made === undefined) throw new Error(`the build made no ${name}`)
      copyFileSync(made, join(beside, name))
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}
