import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { addOutputs } from '../../../reporters/add-outputs.ts'
import { reportCharts } from '../../../reporters/charts/report-charts.ts'
import { addedOutputs, fileOutputs } from '../../../reporters/formats/outputs.ts'
import { fullSample } from '../sample-report.ts'

const { report, series } = fullSample()
const charts = reportCharts(report, series)

test('each output has a name and a file of its own, and says something', () => {
  const names = [...fileOutputs, ...addedOutputs].map(({ name }) => name)
  expect(names).toEqual(['json', 'markdown', 'job summary'])
  expect(fileOutputs.map(({ file }) => file)).toEqual(['report.json', 'report.md'])
  for (const { render } of fileOutputs) expect(render(report, charts)).toContain('short answer')
  for (const { render } of addedOutputs) expect(render(report)).toContain('short answer')
})

const folder = mkdtempSync(join(tmpdir(), 'outputs-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('what is added leaves what others wrote, and what cannot be is left out', () => {
  const path = join(folder, 'summary.md')
  writeFileSync(path, '| a table of another tool |\n')
  addOutputs(report, { GITHUB_STEP_SUMMARY: path })
  expect(readFileSync(path, 'utf8')).toMatch(
    /^\| a table of another tool \|\n\n## LLM inference benchmarks \(INTERRUPTED\)\n/u,
  )
  for (const nowhere of [undefined, '', join(path, 'no-folder')]) {
    expect(() => addOutputs(report, { GITHUB_STEP_SUMMARY: nowhere })).not.toThrow()
  }
})
