import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBaselineFile } from '../src/baseline/baseline-file.ts'
import { readGgufHeader } from '../src/models/gguf/gguf-header.ts'
import { assertRegular } from '../src/regular-file.ts'
import { linesOf } from '../src/workload/files/text-blocks.ts'
import { readJsonLines } from '../src/workload/jsonl.ts'

test('files, folders and what is not there pass', () => {
  const folder = mkdtempSync(join(tmpdir(), 'regular-file-'))
  writeFileSync(join(folder, 'a'), '')
  for (const path of [folder, join(folder, 'a'), join(folder, 'b')]) expect(() => assertRegular(path)).not.toThrow()
  rmSync(folder, { recursive: true })
})

test('a pipe that nobody writes to is refused at once wherever a file is read', async ({ skip }) => {
  skip(process.platform === 'win32', 'Windows has no such pipes')
  const folder = mkdtempSync(join(tmpdir(), 'regular-file-'))
  const pipe = join(folder, 'pipe.gguf')
  // Node makes none itself.
  const [program, ...rest] = ['mkfifo', pipe] as const
  execFileSync(program, rest)
  expect(() => assertRegular(pipe)).toThrow('is a pipe, no file')
  await expect(readGgufHeader(pipe)).rejects.toThrow('is a pipe; give the path of a .gguf file')
  expect(() => readJsonLines(pipe, '/', () => 'text')).toThrow(/prompts file ".*" cannot be read \(a pipe\)/)
  expect(() => [...linesOf(pipe)]).toThrow('is a pipe, no file')
  expect(() => readBaselineFile(pipe)).toThrow(/the baseline .* cannot be read \(a pipe\)/)
  rmSync(folder, { recursive: true })
})

test('a device is refused too', ({ skip }) => {
  skip(process.platform === 'win32', 'Windows has no such files')
  expect(() => assertRegular('/dev/zero')).toThrow('is a device, no file')
})
