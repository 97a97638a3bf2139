import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeReadings } from '../../src/samples/energy-lines.ts'
import { JournalWriter, startJournal } from '../../src/samples/journal.ts'
import { eachSample } from '../../src/samples/read-journal.ts'
import { completedSample } from '../support/samples.ts'

test('readings stand among the requests of a journal, and are no damage to it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'llm-bench-energy-lines-'))
  const journal = join(folder, 'a.jsonl')
  startJournal(journal, { id: 'a' })
  const writer = new JournalWriter(journal, 0)
  writer.append(completedSample(0, 10))
  const at = Array.from({ length: 4500 }, (_, index) => index)
  const series = { device: 'GPU 0', form: 'instant', limitWatts: 300, at, values: at.map(() => 100), activity: null }
  writeReadings(journal, 'nvidia-smi', [series])
  writer.append(completedSample(20, 10))
  writer.close()
  let count = 0
  expect(eachSample(journal, () => void count++)).toBe(0)
  expect(count).toBe(2)
  const lines = readFileSync(journal, 'utf8').split('\n')
  const readings = lines.filter((line) => line.startsWith('{"energy":')).map((line) => JSON.parse(line).energy)
  expect(readings.map((reading) => reading.at.length)).toEqual([2000, 2000, 500])
  expect(readings.flatMap((reading) => reading.at)).toEqual(at)
  // Where it cannot be written, nothing throws.
  writeReadings(join(folder, 'nowhere', 'b.jsonl'), 'nvidia-smi', [series])
  rmSync(folder, { recursive: true })
})
