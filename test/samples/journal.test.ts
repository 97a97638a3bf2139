import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { amendJournal, asFailed, JournalWriter, keepJournal, startJournal } from '../../src/samples/journal.ts'
import { readJournal } from '../../src/samples/read-journal.ts'
import type { FailedSample, Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'

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
    tokens: { input: 1, output: 0, cached: 0, reasoning: null, source: 'engine' },
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

test('a request found invalid later is a failed one when it is read back, wherever the note stands', () => {
  const path = join(folder, 'c.jsonl')
  startJournal(path, {})
  const answered = (index: number, phase: Sample['phase'], turn?: number): Sample => ({
    ...completedSample(index, 5),
    index,
    phase,
    ...(turn === undefined ? {} : { turn }),
  })
  const refused = (sample: Sample): FailedSample => asFailed(sample, { class: 'invalid-answer', message: 'no JSON' })
  // The host still holds what the worker has seen already.
  amendJournal(path, [refused(answered(1, 'measured'))])
  const writer = new JournalWriter(path, 0)
  for (const sample of [
    answered(1, 'warmup'),
    answered(1, 'measured'),
    answered(2, 'measured', 0),
    answered(2, 'measured', 1),
  ]) {
    writer.append(sample)
  }
  amendJournal(path, [refused(answered(2, 'measured', 1))])
  writer.append(answered(3, 'measured'))
  writer.close()
  const samples = readJournal(path)?.samples ?? []
  expect(samples.map(({ phase, index, turn, state }) => [phase, index, turn ?? null, state])).toEqual([
    ['warmup', 1, null, 'completed'],
    ['measured', 1, null, 'failed'],
    ['measured', 2, 0, 'completed'],
    ['measured', 2, 1, 'failed'],
    ['measured', 3, null, 'completed'],
  ])
  expect(samples[1]).toEqual(refused(answered(1, 'measured')))
  expect(samples[1]).not.toHaveProperty('first')
})

test('nothing to amend writes nothing, and a failure keeps its first cause', () => {
  const path = join(folder, 'd.jsonl')
  startJournal(path, {})
  const before = readFileSync(path, 'utf8')
  amendJournal(path, [])
  expect(readFileSync(path, 'utf8')).toBe(before)
  const failed = sampleAt(0)
  expect(asFailed(failed, { class: 'invalid-answer', message: 'later' })).toBe(failed)
})

test('a journal that somebody removed is started again, with its folder, and one that is there is left', () => {
  const path = join(folder, 'sub', 'e.jsonl')
  startJournal(path, { name: 'run' })
  const first = new JournalWriter(path, 0)
  first.append(sampleAt(0))
  first.close()
  keepJournal(path, { name: 'another' })
  expect(readJournal(path)).toMatchObject({ header: { name: 'run' }, samples: [{ index: 0 }] })
  rmSync(join(folder, 'sub'), { recursive: true })
  keepJournal(path, { name: 'run' })
  const writer = new JournalWriter(path, 0)
  writer.append(sampleAt(1))
  writer.close()
  expect(readJournal(path)).toMatchObject({ header: { name: 'run' }, samples: [{ index: 1 }] })
})
test('a full disk is one line with the way out, told once more is to be written and at the end', async ({ skip }) => {
  skip(process.platform !== 'linux', 'Linux has a device that is always full')
  const line = /^the journal "\/dev\/full" cannot be written: ENOSPC, the disk is full: free some space, or choose/
  for (const holdMs of [0, 5]) {
    const journal = new JournalWriter('/dev/full', holdMs)
    // Also where it is written later: nothing is thrown into nowhere.
    journal.append(sampleAt(0))
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(() => journal.append(sampleAt(1))).toThrow(line)
    expect(() => journal.close()).toThrow(line)
  }
  expect(() => startJournal('/dev/full', { id: 'a' })).toThrow(line)
})
