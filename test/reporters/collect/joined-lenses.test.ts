import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { joinedLenses } from '../../../reporters/collect/joined-lenses.ts'
import { buildRun } from '../../../src/runs/build-run.ts'
import type { LoadPart } from '../../../src/runs/joined/load-part.ts'
import { columnsOf } from '../../../src/samples/columns.ts'
import { asFailed, JournalWriter, startJournal } from '../../../src/samples/journal.ts'
import type { Sample } from '../../../src/samples/sample.ts'
import { digestOf } from '../../../src/stats/quantiles/digest.ts'
import { completedSample, runEnd, runHeader } from '../../support/samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'joined-lenses-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const paths = new Map<string, string>()

/** A part of a load with its journal; its clock began `clockZero` milliseconds after another's. */
function part(id: string, clockZero: number, samples: readonly Sample[]): LoadPart {
  const header = { ...runHeader(), id }
  const path = join(folder, `${id}.jsonl`)
  startJournal(path, header)
  const writer = new JournalWriter(path, 0)
  for (const sample of samples) writer.append(sample)
  writer.close()
  paths.set(id, path)
  const { record } = buildRun(header, samples, runEnd)
  return { record, columns: columnsOf(samples), gaps: digestOf(new Float64Array(), 0), clockZero, clock: null }
}

const failure = { class: 'reset', message: 'gone' } as const
const parts = [
  part('a', 1000, [
    { ...completedSample(0, 10), index: 0 },
    { ...completedSample(20, 30), index: 1 },
    asFailed({ ...completedSample(60, 5), index: 2 }, failure),
  ]),
  part('b', 1005, [
    { ...completedSample(0, 50), index: 0 },
    { ...completedSample(60, 20), index: 1 },
    { ...completedSample(90, 11), index: 2 },
    asFailed({ ...completedSample(40, 5), index: 3 }, failure),
  ]),
]

test('of a load in parts the slowest and the first that failed are those of a part, the median that of all', () => {
  const lenses = joinedLenses(parts, () => paths)
  expect(lenses.map(({ what, request, startMs, endMs }) => [what, request, startMs, endMs])).toEqual([
    ['slowest', 1, 5, 50],
    ['median', 2, 65, 20],
    ['failed', 4, 45, 5],
  ])
  expect(lenses[1]?.chunks).toBe(4)
})

test('without the journals there is no median', () => {
  expect(joinedLenses(parts, () => new Map()).map(({ what }) => what)).toEqual(['slowest', 'failed'])
})
