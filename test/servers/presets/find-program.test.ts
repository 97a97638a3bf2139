import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findProgram } from '../../../src/servers/presets/find-program.ts'
import { mlx } from '../../../src/servers/presets/mlx.ts'
import { vllm } from '../../../src/servers/presets/vllm.ts'

const folder = mkdtempSync(join(tmpdir(), 'llm-bench-programs-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Writes a program of a few lines of shell; returns its path. */
function program(place: string, name: string, lines: string): string {
  const file = join(folder, place, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
  return file
}

const find = (spec: Parameters<typeof findProgram>[0], place: string): ReturnType<typeof findProgram> =>
  findProgram(spec, {
    environment: { PATH: join(folder, place) },
    platform: 'linux',
    arch: 'x64',
    cacheDirectory: join(folder, 'no-cache'),
  })

describe.skipIf(process.platform === 'win32')('a server that is a module of Python', () => {
  const spec = mlx({ model: 'org/model' })

  test('is started by its program, where that is there', () => {
    const server = program('both', 'mlx_lm.server', 'exit 1')
    program('both', 'python3', 'exit 0')
    expect(find(spec, 'both')).toEqual({ binary: server, before: [] })
  })

  test('else by the first Python that has it', () => {
    program('module', 'python3', 'exit 1')
    const python = program('module', 'python', 'case "$2" in *mlx_lm*) exit 0;; esac; exit 1')
    expect(find(spec, 'module')).toEqual({ binary: python, before: ['-m', 'mlx_lm', 'server'] })
  })

  test('is missing where no Python has it', () => {
    program('without', 'python3', 'exit 1')
    expect(() => find(spec, 'without')).toThrow(/^mlx_lm.server was not found .*pip install "mlx\[cpu\]" mlx-lm/)
  })

  test('a server that is none is not looked for in Pythons', () => {
    program('only-python', 'python3', 'exit 0')
    expect(() => find(vllm({ model: 'org/model' }), 'only-python')).toThrow(/^vllm was not found/)
  })
})
