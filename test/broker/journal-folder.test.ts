import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { JournalFolder } from '../../src/broker/journal-folder.ts'
import { readMark } from '../../src/owned/mark.ts'
import { startJournal } from '../../src/samples/journal.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journals-test-'))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const door = '/nowhere/broker.sock'

/** An execution that wrote one journal, and ended. */
function ended(): JournalFolder {
  const journals = new JournalFolder(folder, door)
  const id = crypto.randomUUID()
  startJournal(join(journals.path, `1-run-${id}.jsonl`), { id, name: 'run' })
  journals.end()
  return journals
}

function names(): string[] {
  return readdirSync(join(folder, 'journal'))
}

test('the ten newest stay, however the clock was set', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const made = Array.from({ length: 14 }, (_, place) => {
    // The clock jumps years ahead, and years back.
    vi.setSystemTime(new Date(place % 2 === 0 ? `20${40 - place}-01-01T00:00:00Z` : `19${80 + place}-01-01T00:00:00Z`))
    return ended()
  })
  await vi.waitFor(() => expect(names()).toHaveLength(10))
  expect(made.map(({ path }) => existsSync(path))).toEqual([
    ...Array.from({ length: 4 }, () => false),
    ...Array.from({ length: 10 }, () => true),
  ])
})

test('folders of runs that live stay, and so does all that is not ours', async () => {
  const living = new JournalFolder(folder, door)
  const theirs = join(folder, 'journal', '2020-01-01T00-00-00-000Z-1')
  mkdirSync(theirs)
  writeFileSync(join(theirs, 'a.jsonl'), '')
  writeFileSync(join(folder, 'journal', '2019-notes.md'), '')
  symlinkSync(theirs, join(folder, 'journal', '2018-link'))
  const first = ended()
  // Somebody keeps a note in a folder of ours.
  writeFileSync(join(first.path, 'note.jsonl'), '{"mine":true}\n')
  const second = ended()
  for (let more = 0; more < 12; more++) ended()
  await vi.waitFor(() => expect(existsSync(second.path)).toBe(false))
  await vi.waitFor(() => expect(readdirSync(first.path)).toEqual(['note.jsonl']))
  expect(existsSync(living.path)).toBe(true)
  expect(readdirSync(theirs)).toEqual(['a.jsonl'])
  expect(names()).toEqual(expect.arrayContaining(['2019-notes.md', '2018-link', basename(living.path)]))
})

test('a folder that somebody removed is made again, with its mark', () => {
  const journals = new JournalFolder(folder, door)
  rmSync(folder, { recursive: true })
  journals.restore()
  expect(readMark(journals.path, 'journal')).toMatchObject({ order: 1, over: false })
  rmSync(folder, { recursive: true })
  journals.end()
  expect(existsSync(folder)).toBe(false)
})

test('where no folder can be made the journals are among the temporary files', () => {
  writeFileSync(join(folder, 'journal'), 'a file')
  const journals = new JournalFolder(folder, door)
  expect(basename(journals.path)).toMatch(/^vitest-llm-bench-journal-/)
  expect(readMark(journals.path, 'journal')).not.toBeNull()
  rmSync(journals.path, { recursive: true })
  vi.stubEnv('TMPDIR', join(folder, 'nowhere'))
  expect(() => new JournalFolder(folder, door)).toThrow(
    `no journal can be written to ${join(folder, 'journal')} (EEXIST), nor to the temporary folder ` +
      `${join(folder, 'nowhere')} (ENOENT): choose another folder with llmBench({ outputDir: … })`,
  )
})

test('a mark that somebody damaged makes a folder theirs', async () => {
  const damaged = ended()
  writeFileSync(join(damaged.path, '.owner.json'), '{')
  const old = ended()
  for (let more = 0; more < 11; more++) ended()
  await vi.waitFor(() => expect(existsSync(old.path)).toBe(false))
  expect(existsSync(damaged.path)).toBe(true)
})
