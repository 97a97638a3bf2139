import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isLeft, type Mark, markFile, readMark, writeMark } from '../../src/owned/mark.ts'
import { thisOwner } from '../../src/owned/owner.ts'
import { removeMarked } from '../../src/owned/remove.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mark-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const mark: Mark = { kind: 'journal', owner: thisOwner(null), order: 3, over: false, files: [] }

test('a mark is read as it was written, by its kind, and says when its owner needs it no more', async () => {
  writeMark(folder, mark)
  expect(readMark(folder, 'journal')).toMatchObject(mark)
  expect(readMark(folder, 'sockets')).toBeNull()
  expect(await isLeft(mark)).toBe(false)
  expect(await isLeft({ ...mark, over: true })).toBe(true)
})

test.for([
  ['nothing', null],
  ['no JSON', '{'],
  ['null', 'null'],
  ['a user’s file', '{"kind":"journal"}'],
  ['an owner without a pid', JSON.stringify({ madeBy: 'vitest-llm-bench', ...mark, owner: { place: 'x' } })],
] as const)('a folder with %s for a mark is not ours', ([, text]) => {
  if (text !== null) writeFileSync(join(folder, markFile), text)
  expect(readMark(folder, 'journal')).toBeNull()
})

test('a link is no folder of ours, nor is a folder a mark', () => {
  const real = join(folder, 'real')
  writeMark(real, mark)
  symlinkSync(real, join(folder, 'link'))
  expect(readMark(join(folder, 'link'), 'journal')).toBeNull()
  mkdirSync(join(folder, 'b', markFile), { recursive: true })
  expect(readMark(join(folder, 'b'), 'journal')).toBeNull()
  expect(readMark(join(folder, 'nowhere'), 'journal')).toBeNull()
})

test('what is removed is what is ours; the rest keeps its folder', () => {
  const real = join(folder, 'real')
  writeMark(real, mark)
  const precious = join(folder, 'precious')
  mkdirSync(precious)
  writeFileSync(join(precious, 'ours.txt'), '')
  symlinkSync(precious, join(real, 'ours-link'))
  mkdirSync(join(real, 'ours-folder'))
  writeFileSync(join(real, 'ours.txt'), '')
  writeFileSync(join(real, 'theirs.txt'), '')
  removeMarked(real, (_path, name) => name.startsWith('ours'))
  expect(readdirSync(real).toSorted()).toEqual(['ours-folder', 'theirs.txt'])
  expect(existsSync(join(precious, 'ours.txt'))).toBe(true)
  const alone = join(folder, 'alone')
  writeMark(alone, mark)
  removeMarked(alone, () => true)
  expect(existsSync(alone)).toBe(false)
})
