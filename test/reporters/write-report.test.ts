import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeReport } from '../../reporters/write-report.ts'
import { fullSample, sampleReport, sampleRun, sampleSeries } from './sample-report.ts'

let folder = ''
let elsewhere: string[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-report-test-'))
  elsewhere = []
})

afterEach(() => {
  for (const path of [folder, ...elsewhere]) rmSync(path, { recursive: true, force: true })
})

test('writes markdown, JSON and charts, and nothing else', () => {
  const { report, series } = fullSample()
  const written = writeReport(report, join(folder, 'deep', 'report'), series)
  if (written.state !== 'written') throw new Error(written.error)
  expect(readFileSync(written.opened, 'utf8')).toContain('# LLM inference benchmark report')
  expect(readFileSync(written.files.get('json') ?? '', 'utf8')).toContain('"schemaVersion": 2')
  expect(readdirSync(written.folder).toSorted()).toEqual(['charts', 'report.json', 'report.md'])
  expect(readdirSync(join(written.folder, 'charts')).length).toBe(written.charts.length)
  for (const chart of written.charts) expect(existsSync(chart)).toBe(true)
})

test('files for other programs are written where they are asked for', () => {
  const { report, series } = fullSample()
  const written = writeReport(report, folder, series, { formats: ['csv', 'bmf'], samplesOf: () => null })
  expect(written.state).toBe('written')
  const names = ['bencher.json', 'charts', 'report.json', 'report.md', 'runs.csv']
  expect(readdirSync(folder).toSorted()).toEqual(names)
})

test('a file for other programs that cannot be written costs no other file', () => {
  const { report, series } = fullSample()
  mkdirSync(join(folder, 'runs.csv', 'in-the-way'), { recursive: true })
  const samplesOf = (): never => {
    throw new Error('ENOSPC: no space\nleft on device, write')
  }
  const written = writeReport(report, folder, series, { formats: ['csv', 'samples-csv', 'bmf'], samplesOf })
  if (written.state !== 'written') throw new Error(written.state)
  expect(readdirSync(folder).toSorted()).toEqual(['bencher.json', 'charts', 'report.json', 'report.md', 'runs.csv'])
  expect(written.lost).toEqual([
    expect.stringMatching(/runs\.csv cannot be written: EISDIR.*; the one that is there is of an earlier report$/u),
    expect.stringMatching(/samples\.csv cannot be written: ENOSPC: no space left on device, write$/u),
  ])
})

test('charts of an earlier report go, files of others stay', () => {
  const { report, series } = fullSample()
  writeReport(report, folder, series)
  writeFileSync(join(folder, 'charts', 'mine.svg'), '<svg/>')
  writeReport(sampleReport([sampleRun(sampleSeries(3, 40))]), folder)
  expect(readdirSync(join(folder, 'charts'))).toEqual(['mine.svg'])
})

test('a folder that cannot be made: the report goes elsewhere and one line says so', () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  const wanted = join(file, 'report')
  const written = writeReport(sampleReport([]), wanted)
  if (written.state !== 'moved') throw new Error(written.state)
  elsewhere = [written.folder]
  expect(existsSync(written.opened)).toBe(true)
  expect(written.error).toContain(wanted)
  expect(written.error).toMatch(/ENOTDIR|EEXIST/u)
  expect(written.error).toContain(written.folder)
  expect(written.error).toContain('llmBench({ outputDir: … })')
  expect(written.error).not.toContain('\n')
})

test('a file that cannot be replaced leaves no temporary file behind', () => {
  mkdirSync(join(folder, 'report.md', 'in-the-way'), { recursive: true })
  const written = writeReport(sampleReport([]), folder)
  expect(written.state).toBe('moved')
  if (written.state === 'moved') elsewhere = [written.folder]
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
})
