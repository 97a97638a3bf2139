import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { afterAll, expect, test } from 'vitest'
import { cachedLlamaServer } from '../../src/servers/presets/llama-release.ts'

const folder = mkdtempSync(join(tmpdir(), 'llm-bench-build-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const script = join(import.meta.dirname, '../../scripts/llama-server.ts')

const below = cachedLlamaServer()

async function build(environment: Record<string, string>): Promise<string> {
  const { stdout } = await execa(process.execPath, [script], { env: { LLM_BENCH_CACHE: folder, ...environment } })
  return stdout
}

test.skipIf(below === null)('a llama-server that is there is not built again', async () => {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const server = join(folder, below ?? '') + ending
  mkdirSync(dirname(server), { recursive: true })
  for (const name of ['llama-server', 'llama-bench', 'llama-perplexity', 'llama-quantize'])
    writeFileSync(join(dirname(server), name + ending), '')
  expect(await build({})).toMatch(/^llama-server: v[\d.]+ is there: .*llama-server/)
})

test.skipIf(below === null || process.platform === 'win32')(
  'what is missing for a build is named, and is no failure',
  async () => {
    const [empty, tools] = [join(folder, 'empty'), join(folder, 'tools')]
    for (const path of [empty, tools]) mkdirSync(path)
    // The user's own cache may have one.
    const cache = { LLM_BENCH_CACHE: empty, HOME: empty, XDG_CACHE_HOME: empty }
    expect(await build({ ...cache, PATH: empty })).toBe(
      'llama-server: not built: git is not on PATH: install it, or llama.cpp itself',
    )
    symlinkSync(process.execPath, join(tools, 'git'))
    expect(await build({ ...cache, PATH: tools })).toBe(
      'llama-server: not built: cmake is not on PATH: install it, or llama.cpp itself',
    )
    symlinkSync(process.execPath, join(tools, 'cmake'))
    expect(await build({ ...cache, PATH: tools })).toBe(
      'llama-server: not built: no C++ compiler is on PATH: install one, or llama.cpp itself',
    )
  },
)
