import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readReportFile } from '../../src/cli/report-file.ts'
import { temporaryRoot } from '../baseline/constructed.ts'

test.each([
  ['', 'is empty: give'],
  [' \n', 'is empty: give'],
  ['{"half":', 'is not JSON: give'],
  ['{\n  "half": 1,\n', 'is not JSON: give'],
  ['{"a":1}\n{"b":', 'is damaged: its line 2 is not JSON: give'],
])('a file of %j is one clear line', (text, words) => {
  using root = temporaryRoot()
  const path = join(root.path, 'x.json')
  writeFileSync(path, text)
  expect(() => readReportFile(path)).toThrow(`${path} ${words} a report.json, a baseline or another tool's report`)
})

test('JSON, and a JSON object a line, with a mark of byte order or without', () => {
  using root = temporaryRoot()
  const path = join(root.path, 'x.json')
  const read = (text: string): unknown => {
    writeFileSync(path, text)
    return readReportFile(path)
  }
  expect(read('\uFEFF{"a":\n1}')).toEqual({ a: 1 })
  expect(read('{"a":1}\r\n\n{"b":2}\n')).toEqual([{ a: 1 }, { b: 2 }])
  expect(() => readReportFile(join(root.path, 'none'))).toThrow(
    'cannot be read (ENOENT): give the path of a report.json',
  )
})
