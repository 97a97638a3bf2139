import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findProgram } from '../../../../bench/support/peers/find.ts'

function folderWith(...programs: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-find-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const program of programs) {
    const path = join(folder, program)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '')
    chmodSync(path, 0o755)
  }
  return folder
}

test.for(['tool', 'bin/tool', 'tool-1.2/bin/tool'])('a program is found in a folder that is named: %s', (place) => {
  const folder = folderWith(place)
  expect(findProgram('tool', { LLM_BENCH_PEERS: folder })).toBe(join(folder, place))
})

test('folders that are named come before PATH, in their order', () => {
  const [first, second, third] = [folderWith('other'), folderWith('tool'), folderWith('tool')]
  expect(findProgram('tool', { LLM_BENCH_PEERS: [first, second].join(delimiter), PATH: third })).toBe(
    join(second, 'tool'),
  )
  expect(findProgram('tool', { LLM_BENCH_PEERS: first, PATH: third })).toBe(join(third, 'tool'))
})

test('what is no program is not found', () => {
  const folder = folderWith('tool/inside')
  writeFileSync(join(folder, 'text'), '')
  const environment = { LLM_BENCH_PEERS: `${folder}${delimiter}${join(folder, 'nowhere')}`, PATH: '' }
  expect(findProgram('tool', environment)).toBeNull()
  expect(findProgram('text', environment)).toBeNull()
  expect(findProgram('tool', {})).toBeNull()
})
