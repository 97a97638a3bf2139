import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { JournalWriter, readJournal, readJournals, startJournal } from '../../src/samples/journal.ts'
import type { Sample } from '../../src/samples/sample.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function sampleAt(index: number): Sample {
  return {
    state: 'failed',
    index,
    phase: 'measured',
    slot: 0,
    stream: 0,
    intended: 1.25,
    sent: 1.5,
    end: 2.125,
    tokens: { input: 1, output: 0, cached: 0, source: 'engine' },
    chunkTimes: [],
    text: 'a | b\n<c>',
    failure: { class: 'empty', message: 'nothing came' },
  }
}

test('what was appended is read back to the bit, and a cut last line is left out', () => {
  const path = join(folder, 'a.jsonl')
  startJournal(path, { name: 'run' })
  const writer = new JournalWriter(path, 0)
  writer.append(sampleAt(0))
  // Without a hold every request is on disk before the next one starts.
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(2)
  writer.append(sampleAt(1))
  writer.close()
  appendFileSync(path, '{"state":"comple')
  const journal = readJournal<{ name: string }>(path)
  expect(journal?.header).toEqual({ name: 'run' })
  expect(journal?.samples).toEqual([sampleAt(0), sampleAt(1)])
  expect(readJournals(folder)).toHaveLength(1)
})

test('under load requests are held for a moment, and closing writes what is held', async () => {
  const path = join(folder, 'b.jsonl')
  startJournal(path, {})
  const writer = new JournalWriter(path, 20)
  writer.append(sampleAt(0))
  await expect.poll(() => readJournal(path)?.samples.length).toBe(1)
  writer.append(sampleAt(1))
  writer.close()
  expect(readJournal(path)?.samples).toHaveLength(2)
})

test('a folder that is not there has no journals', () => {
  expect(readJournals(join(folder, 'nowhere'))).toEqual([])
})
