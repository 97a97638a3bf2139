import { constants } from 'node:buffer'
import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startJournal } from '../../src/samples/journal.ts'
import { eachSample, journalsIn, readHeader, readJournal } from '../../src/samples/read-journal.ts'
import { completedSample } from '../support/samples.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-journal-test-'))
  path = join(folder, 'a.jsonl')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Indices of the requests of a journal, and the lines that could not be read. */
function read(): { indices: number[]; damaged: number } {
  const indices: number[] = []
  const damaged = eachSample(path, ({ index }) => void indices.push(index))
  return { indices, damaged }
}

const line = (index: number): string => `${JSON.stringify({ ...completedSample(index * 10, 5), index })}\n`

test.for([
  ['null', 'null\n'],
  ['half a line', '{"state":"completed","ind\n'],
  ['binary', Buffer.from([0, 255, 0, 128, 10])],
  ['a number', '7\n'],
  ['another object', '{"index":3,"phase":"measured"}\n'],
  ['a request without an end', line(1).replace(/"end":[\d.]+/, '"end":null')],
  ['a request without a state', line(1).replace('"completed"', '"unknown"')],
  ['a failure without words', line(1).replace('"state":"completed"', '"state":"failed","failure":{}')],
  ['an amendment of nothing', '{"amends":null}\n'],
] as const)('a line with %s costs itself', ([what, damage]) => {
  startJournal(path, { id: 'a' })
  appendFileSync(path, line(0))
  appendFileSync(path, damage)
  appendFileSync(path, line(2))
  expect(read()).toEqual({ indices: [0, 2], damaged: what === 'an amendment of nothing' ? 0 : 1 })
})

test('a last line that was cut short by a crash is no damage', () => {
  startJournal(path, { id: 'a' })
  appendFileSync(path, `${line(0)}${line(1).slice(0, 40)}`)
  expect(read()).toEqual({ indices: [0], damaged: 0 })
})

test('lines longer than what is read at a time come whole, and so do those between', () => {
  startJournal(path, { id: 'a' })
  const texts = [3_000_000, 1, 1_048_576, 70_000, 2_500_000].map((length, index) => 'é'.repeat(length) + index)
  for (const [index, text] of texts.entries()) {
    appendFileSync(path, `${JSON.stringify({ ...completedSample(index, 5), index, text })}\n`)
  }
  const found: string[] = []
  expect(eachSample(path, ({ text }) => void found.push(text))).toBe(0)
  expect(found.map((text) => text.length)).toEqual(texts.map((text) => text.length))
  expect(found).toEqual(texts)
})

test('a journal longer than the longest string is read', () => {
  const bytes = Buffer.from(`${JSON.stringify({ ...completedSample(0, 5), text: 'z'.repeat(2 ** 20) })}\n`)
  startJournal(path, { id: 'a' })
  const file = openSync(path, 'a')
  for (let request = 0; request < 520; request++) writeSync(file, bytes)
  closeSync(file)
  let characters = 0
  eachSample(path, ({ text }) => {
    characters += text.length
  })
  expect(characters).toBeGreaterThan(constants.MAX_STRING_LENGTH)
})

test('a header is read alone, and is nothing where there is none', () => {
  startJournal(path, { id: 'a' })
  appendFileSync(path, 'null\n')
  expect(readHeader(path)).toEqual({ id: 'a' })
  writeFileSync(path, '')
  expect(readHeader(path)).toBeUndefined()
  expect(readJournal(path)).toBeNull()
  writeFileSync(path, '\u0000\u0001\n')
  expect(readHeader(path)).toBeUndefined()
})

test('a folder has the journals that are named so, and one that is not there has none', () => {
  for (const name of ['b.jsonl', 'a.jsonl', 'a.end.json']) writeFileSync(join(folder, name), '')
  mkdirSync(join(folder, 'c.jsonl'))
  expect(journalsIn(folder)).toEqual(['a', 'b', 'c'].map((name) => join(folder, `${name}.jsonl`)))
  expect(journalsIn(join(folder, 'nowhere'))).toEqual([])
  expect(() => readHeader(join(folder, 'c.jsonl'))).toThrow('EISDIR')
})

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a file that may not be read says so', () => {
  startJournal(path, { id: 'a' })
  chmodSync(path, 0)
  expect(() => read()).toThrow('EACCES')
})

test('an older journal, whose samples say nothing of the places of tokens, is read', () => {
  startJournal(path, { id: 'a' })
  const { hiddenTokens: _h, firstTokens: _k, ...older } = completedSample(0, 5)
  appendFileSync(path, `${JSON.stringify(older)}\n`)
  expect(readJournal(path)?.samples).toMatchObject([{ state: 'completed', end: 5 }])
})
