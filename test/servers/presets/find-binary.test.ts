import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { command } from '../../../src/servers/presets/command.ts'
import { findBinary, type LookupConventions } from '../../../src/servers/presets/find-binary.ts'
import { llamaServer } from '../../../src/servers/presets/llama-server.ts'
import { cachedLlamaServer } from '../../../src/servers/presets/llama-release.ts'
import { mlx } from '../../../src/servers/presets/mlx.ts'
import { ollama } from '../../../src/servers/presets/ollama.ts'
import { vllm } from '../../../src/servers/presets/vllm.ts'

const folder = mkdtempSync(join(tmpdir(), 'llm-bench-binaries-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes an empty program; returns its path. */
function program(...path: string[]): string {
  const file = join(folder, ...path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '')
  chmodSync(file, 0o755)
  return file
}

function conventions(environment: Record<string, string>, others: Partial<LookupConventions> = {}): LookupConventions {
  return { environment, platform: 'linux', arch: 'x64', cacheDirectory: join(folder, 'no-cache'), ...others }
}

const llama = llamaServer({ model: '/models/a.gguf' })
const places = join(folder, 'empty') + delimiter + join(folder, 'bin')

describe('a program', () => {
  test('is the first on PATH that can be run', () => {
    const first = program('bin', 'llama-server')
    mkdirSync(join(folder, 'folder-of-that-name', 'llama-server'), { recursive: true })
    const text = join(folder, 'not-executable', 'llama-server')
    mkdirSync(join(text, '..'))
    writeFileSync(text, '', { mode: 0o644 })
    const path = [join(folder, 'folder-of-that-name'), join(text, '..'), join(folder, 'bin')].join(delimiter)
    expect(findBinary(llama, conventions({ PATH: path }))).toBe(first)
  })

  test('named by the variable wins over PATH', () => {
    program('bin', 'llama-server')
    const named = program('elsewhere', 'my-server')
    expect(findBinary(llama, conventions({ PATH: places, LLAMA_SERVER: named }))).toBe(named)
  })

  test('named by the option wins over the variable', () => {
    const chosen = program('chosen', 'my-server')
    const spec = llamaServer({ model: '/models/a.gguf', binary: chosen })
    expect(findBinary(spec, conventions({ PATH: places, LLAMA_SERVER: program('elsewhere', 'my-server') }))).toBe(
      chosen,
    )
  })

  test('in the cache folder is taken where PATH has none', ({ skip }) => {
    const below = cachedLlamaServer() ?? ''
    skip(below === '', 'node-llama-cpp is not installed')
    const cached = program('cache', below)
    expect(findBinary(llama, conventions({ PATH: '' }, { cacheDirectory: join(folder, 'cache') }))).toBe(cached)
  })

  test("in the user's own cache folder is found, whatever folder the project or LLM_BENCH_CACHE names", ({ skip }) => {
    const below = cachedLlamaServer() ?? ''
    skip(below === '' || process.platform !== 'linux', 'node-llama-cpp is not installed, or the folder is another one')
    const other = { cacheDirectory: join(folder, 'project-cache') }
    const own = program('home/.cache/vitest-llm-bench', below)
    const home = join(folder, 'home')
    expect(findBinary(llama, conventions({ PATH: '', HOME: home }, other))).toBe(own)
    const named = join(folder, 'named-cache')
    expect(findBinary(llama, conventions({ PATH: '', HOME: home, LLM_BENCH_CACHE: named }, other))).toBe(own)
    const built = program('named-cache', below)
    expect(findBinary(llama, conventions({ PATH: '', HOME: home, LLM_BENCH_CACHE: named }, other))).toBe(built)
  })

  test('is not taken from the working folder by an empty entry of PATH', () => {
    expect(() =>
      findBinary(command({ command: 'package.json' }), conventions({ PATH: `${delimiter}${delimiter}` })),
    ).toThrow(/was not found/)
  })
})

describe('a program that is missing', () => {
  const missing = (
    spec: Parameters<typeof findBinary>[0],
    others: Partial<LookupConventions> = {},
    environment = {},
  ): string => {
    try {
      return findBinary(spec, conventions({ PATH: join(folder, 'empty'), ...environment }, others))
    } catch (error) {
      expect(error).toMatchObject({ code: 'server-missing' })
      return error instanceof Error ? error.message : ''
    }
  }

  test.each([
    ['darwin', 'brew install llama.cpp'],
    ['linux', 'brew install llama.cpp, or build it: https://'],
    ['win32', 'winget install llama.cpp'],
  ] as const)('is an error that says how to get it on %s', (platform, hint) => {
    expect(missing(llama, { platform })).toContain(
      `llama-server was not found (looked in PATH, LLAMA_SERVER, the cache folder for "llama-server"): ${hint}`,
    )
  })

  test('has a hint for each server', () => {
    expect(missing(vllm({ model: 'a/b' }))).toContain('pip install vllm')
    expect(missing(ollama({ model: 'tiny' }), { platform: 'win32' })).toContain('winget install Ollama.Ollama')
    expect(missing(mlx({ model: 'a/b' }), { platform: 'darwin', arch: 'arm64' })).toContain('pip install mlx-lm')
  })

  test('names the variable that points nowhere', () => {
    expect(missing(llama, {}, { LLAMA_SERVER: '/nowhere/llama-server' })).toBe(
      'LLAMA_SERVER names "/nowhere/llama-server", which is not a program: correct it, or unset it to have llama-server looked for',
    )
  })

  test('names the path that an option gave', () => {
    expect(missing(llamaServer({ model: 'a.gguf', binary: './no/llama-server' }))).toContain(
      'llama-server: there is no program "./no/llama-server": correct the path, or install it: ',
    )
  })

  test('and cannot be had here says so', () => {
    expect(missing(mlx({ model: 'a/b' }), { platform: 'win32' })).toBe(
      'mlx_lm.server does not run on win32-x64: mlx-lm needs macOS or Linux: run the benchmark in WSL, or use server.llamaServer() here',
    )
  })
})

describe('on Windows', () => {
  const windows = { platform: 'win32', arch: 'x64' } as const

  test('an ending is added, and PATH is found under any case', () => {
    const found = program('windows', 'llama-server.exe')
    program('windows', 'vllm.cmd')
    const path = { Path: `${join(folder, 'empty')};${join(folder, 'windows')}` }
    expect(findBinary(llama, conventions(path, windows))).toBe(found)
    expect(findBinary(command({ command: 'llama-server.exe' }), conventions(path, windows))).toBe(found)
    // A script needs a shell.
    expect(() => findBinary(vllm({ model: 'a/b' }), conventions(path, windows))).toThrow(/was not found/)
  })
})
