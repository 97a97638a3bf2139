import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { amendJournal, asFailed, JournalWriter, startJournal } from '../../src/samples/journal.ts'
import { Requests } from '../../src/samples/requests.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample } from '../support/samples.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'requests-test-'))
  path = join(folder, 'a.jsonl')
  startJournal(path, { id: 'a' })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function sampleOf(index: number, changes: Partial<Sample> = {}): Sample {
  return { ...completedSample(index * 10, 5 + (index % 3)), index, text: `answer ${index}`, ...changes } as Sample
}

/** Requests as a run has them: written down, and told in another order. */
function run(samples: readonly Sample[], told: readonly Sample[] = samples): Requests {
  const writer = new JournalWriter(path, 1000)
  for (const sample of samples) writer.append(sample)
  writer.close()
  const requests = new Requests(path)
  for (const sample of told) requests.add(sample)
  return requests
}

test('a short run is kept, and needs no journal', () => {
  const samples = [sampleOf(0, { phase: 'warmup' }), sampleOf(1), sampleOf(2)]
  const requests = run(samples)
  rmSync(path)
  expect(requests.samples()).toEqual(samples.slice(1))
  expect(requests.samples()[0]).toBe(samples[1])
  expect(requests.gaps().values).toHaveLength(6)
  expect([requests.count, requests.warmup.count, requests.measured.count]).toEqual([3, 1, 2])
})

test.for([
  ['many requests', Array.from({ length: 2500 }, (_, index) => sampleOf(index))],
  ['long answers', Array.from({ length: 8 }, (_, index) => sampleOf(index, { text: 'x'.repeat(1e6) + index }))],
] as const)('a run of %s is read from its journal, in the order in which it was told', ([, samples]) => {
  const told = samples.toReversed()
  const requests = run([sampleOf(9999, { phase: 'warmup' }), ...samples], told)
  expect(requests.samples()).toEqual(told)
  expect(requests.gaps()).toEqual(Requests.of(told).gaps())
})

test('what was amended is read so', () => {
  const samples = Array.from({ length: 2500 }, (_, index) => sampleOf(index))
  const failure = { class: 'invalid-answer', message: 'no JSON' } as const
  const refused = asFailed(samples[7] as Sample, failure)
  const requests = run(samples, samples.with(7, refused))
  amendJournal(path, [refused])
  expect(requests.samples()[7]).toEqual(refused)
})

test('very many gaps are read when they are asked for, and none is lost', () => {
  const chunkTimes = Array.from({ length: 1001 }, (_, chunk) => 1 + chunk * 2)
  const samples = Array.from({ length: 260 }, (_, index) => sampleOf(index, { chunkTimes }))
  const { values: gaps, counts } = run(samples).gaps()
  expect(counts.every((count) => count === 1000)).toBe(true)
  expect(gaps).toHaveLength(260_000)
  expect(gaps.every((gap) => gap === 2)).toBe(true)
})

test('the median request of a long run is read in its journal, and missing where that is gone', () => {
  const samples = Array.from({ length: 2501 }, (_, index) => ({
    ...completedSample(index * 10, 1 + ((index * 7) % 2501)),
    index,
    text: `"sent":${index * 10}`,
  }))
  const requests = run([...samples, { ...completedSample(0, 9), phase: 'warmup' }], samples)
  const { slowest, median } = requests.remarkable()
  expect([slowest, median].map((sample) => (sample === null ? null : sample.end - sample.sent))).toEqual([2501, 1251])
  rmSync(path)
  expect(requests.remarkable().median).toBeNull()
})

test('where the journal is gone, or a line of it, that is told of no other figure', () => {
  const samples = Array.from({ length: 2500 }, (_, index) => sampleOf(index))
  const requests = run(samples.slice(1), samples)
  appendFileSync(path, 'null\n')
  expect(requests.samples()).toEqual(samples.slice(1))
  rmSync(path)
  expect(() => requests.samples()).toThrow(
    `the answers of this run are in its journal, which cannot be read any more: ${path} (ENOENT)`,
  )
  expect(requests.measured.count).toBe(2500)
})

test.for([
  ['kept', 40],
  ['in a journal', 2500],
] as const)('requests that are %s are put in the order in which they were sent', ([, count]) => {
  // Two are always in flight: the longer one ends after the one that was sent after it.
  const sent = Array.from({ length: count }, (_, index) => {
    const even = index % 2 === 0
    return { ...completedSample(index * 10, even ? 17 : 4, even ? 6 : 3), index, text: `answer ${index}` }
  })
  const told = sent.toSorted((one, other) => one.end - other.end)
  expect(told).not.toEqual(sent)
  const requests = run(sent, told)
  requests.orderBySending()
  expect(requests.samples()).toEqual(sent)
  expect(requests.gaps()).toEqual(Requests.of(sent).gaps())
  expect(requests.measured.columns()).toEqual(Requests.of(sent).measured.columns())
  requests.orderBySending()
  expect(requests.samples()).toEqual(sent)
  requests.add({ ...completedSample(1e6, 5), index: count })
  expect(requests.measured.row(count).sent).toBe(1e6)
})

test('what was sent at one moment is in the order in which it was planned', () => {
  const samples = [3, 1, 2, 0].map((index) => sampleOf(index, { sent: 0 }))
  const requests = Requests.of([sampleOf(1, { sent: 0, turn: 1 }), ...samples])
  requests.orderBySending()
  expect([...requests.measured.rows()].map(({ index, turn }) => [index, turn])).toEqual([
    [0, undefined],
    [1, undefined],
    [1, 1],
    [2, undefined],
    [3, undefined],
  ])
})

test('a journal is read back with the number of lines that cannot be', () => {
  run([sampleOf(0), sampleOf(1)])
  appendFileSync(path, 'null\n{"half\n')
  const { requests, damaged } = Requests.read(path)
  expect([requests.count, damaged]).toEqual([2, 2])
})
