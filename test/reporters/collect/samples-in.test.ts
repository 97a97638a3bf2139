import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { runJournals } from '../../../reporters/collect/run-journals.ts'
import { pathsIn, samplesIn } from '../../../reporters/collect/samples-in.ts'
import { JournalWriter, startJournal } from '../../../src/samples/journal.ts'
import { completedSample, runHeader } from '../../support/samples.ts'
import { sampleRun, sampleSeries } from '../sample-report.ts'

vi.mock(import('../../../reporters/collect/run-journals.ts'), { spy: true })

const folder = mkdtempSync(join(tmpdir(), 'samples-in-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the headers of the journals are read once for all runs, and not before one is asked for', () => {
  for (const id of ['a', 'b', 'c']) {
    const path = join(folder, `1-${id}.jsonl`)
    startJournal(path, { ...runHeader(), id })
    const writer = new JournalWriter(path, 1000)
    writer.append({ ...completedSample(0, 10), index: 0 })
    writer.close()
  }
  const samplesOf = samplesIn({ columns: new Map(), gaps: new Map() }, () => pathsIn(folder))
  expect(runJournals).not.toHaveBeenCalled()
  const counts = ['a', 'b', 'c', 'd'].map(
    (id) => samplesOf(sampleRun(sampleSeries(1, 10), { id }))?.columns.sent.length ?? null,
  )
  expect(counts).toEqual([1, 1, 1, null])
  expect(runJournals).toHaveBeenCalledTimes(1)
})
