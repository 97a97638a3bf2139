import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { beforeAll, expect, test } from 'vitest'
import { renderJson } from '../../../reporters/formats/json.ts'
import { fullSample, sampleReport, sampleRun, sampleSeries } from '../sample-report.ts'

let problems: (report: unknown) => unknown

beforeAll(() => {
  const path = new URL('../../../schema/report.schema.json', import.meta.url)
  const schema: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const validate = new Ajv({ allErrors: true, strict: false }).compile(
    typeof schema === 'object' && schema !== null ? schema : {},
  )
  problems = (report) => (validate(report) ? null : validate.errors)
})

test('a full report is valid against the published schema', () => {
  expect(problems(JSON.parse(renderJson(fullSample().report)))).toBeNull()
  expect(problems(JSON.parse(renderJson(sampleReport([]))))).toBeNull()
})

test('fields may be added, but none may be missing', () => {
  const report: unknown = JSON.parse(renderJson(sampleReport([])))
  expect(problems({ ...Object(report), added: 1 })).toBeNull()
  expect(problems({ ...Object(report), runs: undefined })).not.toBeNull()
  expect(problems({ ...Object(report), schemaVersion: 1 })).not.toBeNull()
})

test('what JSON cannot hold becomes null', () => {
  const run = sampleRun(sampleSeries(3, 40), { startupMs: Number.NaN, loadTimeMs: Infinity })
  const report = sampleReport([run])
  const text = renderJson(report)
  expect(text).toContain('"startupMs": null')
  expect(text).toContain('"loadTimeMs": null')
  expect(text.endsWith('}\n')).toBe(true)
  expect(problems(JSON.parse(text))).toBeNull()
})
