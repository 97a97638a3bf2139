import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { formatReport } from '../../src/cli/report-format.ts'
import { sampleReport, sampleRun, sampleSeries } from '../reporters/sample-report.ts'

const parent = mkdtempSync(join(tmpdir(), 'report-format-test-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

const sample = sampleReport([sampleRun(sampleSeries(3, 10))])

function reportFile(name: string, report: object): string {
  const folder = join(parent, name)
  mkdirSync(folder)
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return path
}

test('a file holds what would be printed, and the note is the same', () => {
  const path = reportFile('noted', sample)
  const printed = formatReport(path, 'samples-csv', null)
  const file = join(parent, 'out', 'samples.csv')
  const written = formatReport(path, 'samples-csv', file)
  expect(printed.note).toContain('1 of 1 runs have no requests beside')
  expect(written).toEqual({ pieces: null, note: printed.note })
  expect(readFileSync(file, 'utf8')).toBe([...(printed.pieces ?? [])].join(''))
})

test('a report that is damaged, or cannot be written, leaves no file and says so in one line', () => {
  const path = reportFile('damaged', { ...sample, runs: [{ id: 'a' }] })
  expect(() => formatReport(path, 'csv', join(parent, 'damaged', 'runs.csv'))).toThrow('report.json is damaged')
  expect(readdirSync(join(parent, 'damaged'))).toEqual(['report.json'])
  const whole = reportFile('whole', sample)
  expect(() => formatReport(whole, 'csv', join(whole, 'runs.csv'))).toThrow(
    `${join(whole, 'runs.csv')} cannot be written (EEXIST): choose another file with --output`,
  )
})
