import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nothingMeasured } from '../../reporters/nothing-measured.ts'
import { writeReport } from '../../reporters/write-report.ts'
import { fullSample } from './sample-report.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nothing-measured-test-'))
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true, force: true })
})

function writeSample(): ReturnType<typeof fullSample>['report'] {
  const { report, series } = fullSample()
  writeReport(report, folder, series)
  return report
}

test('an earlier report goes aside whole, and what is not its own stays', () => {
  const { startedAt } = writeSample()
  writeFileSync(join(folder, 'charts/mine.svg'), '<svg/>')
  writeFileSync(join(folder, 'notes.txt'), 'mine')
  const charts = readdirSync(join(folder, 'charts')).filter((name) => name !== 'mine.svg')
  const text = readFileSync(join(folder, 'report.md'), 'utf8')
  const aside = join(folder, 'earlier', startedAt.replaceAll(/[:.]/g, '-'))
  expect(nothingMeasured(folder, false)).toBe(
    `Nothing was measured: the earlier report was set aside, it is ${join(aside, 'report.md')}`,
  )
  expect(readdirSync(folder).toSorted()).toEqual(['charts', 'earlier', 'notes.txt'])
  expect(readdirSync(join(folder, 'charts'))).toEqual(['mine.svg'])
  expect(readdirSync(aside).toSorted()).toEqual(['charts', 'report.json', 'report.md'])
  expect(readdirSync(join(aside, 'charts'))).toEqual(charts)
  expect(readFileSync(join(aside, 'report.md'), 'utf8')).toBe(text)
})

test('two of one moment are both kept, and where none stands nothing is said', () => {
  writeSample()
  nothingMeasured(folder, false)
  writeSample()
  expect(nothingMeasured(folder, false)).toMatch(/-2\/report\.md$/)
  expect(readdirSync(join(folder, 'earlier'))).toHaveLength(2)
  expect(nothingMeasured(folder, false)).toBeNull()
  expect(nothingMeasured(join(folder, 'none'), false)).toBeNull()
})

test.for(['{"generator":{"name":"other"},"startedAt":"2026-01-01"}', '{', '[]'])(
  'a report of somebody else stays: %s',
  (text) => {
    writeFileSync(join(folder, 'report.json'), text)
    expect(nothingMeasured(folder, false)).toBeNull()
    expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe(text)
  },
)

test('a watching Vitest leaves it, and says of when it is', () => {
  const { startedAt } = writeSample()
  expect(nothingMeasured(folder, true)).toBe(
    `Nothing was measured: ${join(folder, 'report.md')} is of the execution that began at ${startedAt}`,
  )
  expect(existsSync(join(folder, 'earlier'))).toBe(false)
})

test('a folder that nothing can be moved in: one line says so', () => {
  const { startedAt } = writeSample()
  writeFileSync(join(folder, 'earlier'), 'a file in the way')
  expect(nothingMeasured(folder, false)).toBe(
    `Nothing was measured: ${join(folder, 'report.md')} is of the execution that began at ${startedAt}, ` +
      'and cannot be set aside: ENOTDIR',
  )
  expect(existsSync(join(folder, 'report.json'))).toBe(true)
})
