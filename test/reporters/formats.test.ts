import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { reportCharts } from '../../reporters/charts/report-charts.ts'
import { renderJobSummary } from '../../reporters/formats/job-summary.ts'
import { renderJson } from '../../reporters/formats/json.ts'
import { renderMarkdown } from '../../reporters/formats/markdown/markdown.ts'
import { notesOf } from '../../reporters/collect/notes.ts'
import { summaryTable } from '../../reporters/terminal/summary-table.ts'
import { detailOf, fact, sectionOf } from './detail.ts'
import { endpointSample } from './endpoint-report.ts'
import { hostileName } from './hostile.ts'
import { sampleReport, sampleRun, sampleSeries } from './sample-report.ts'

const { report, series } = endpointSample()

const charts = reportCharts(report, series)

const markdown = renderMarkdown(report, charts)

test('an open load shows the rate it reached and the response time everywhere', () => {
  const open = detailOf(markdown, 'steady traffic')
  expect(fact(open, 'Load')).toBe(
    '10 requests/s (Poisson), at most 64 in flight; budget 2 min 0 s; measured for the asked time',
  )
  expect(fact(open, 'Requests/s sent')).toBe('9.06 of 10.1 asked for by the schedule')
  expect(fact(open, 'Never sent')).toBe('3 requests of the schedule')
  const results = sectionOf(markdown, 'Results')
  expect(results).toMatch(/\| steady traffic .*\| +1,218 \[/u)
  expect(detailOf(results, 'More figures')).toMatch(/\| steady traffic .*\| +9\.06 of 10\.1 \|/u)
  expect(results).toContain('hides no wait')
  expect(markdown).toContain('**p95 response time (open loads):**')
  expect(renderJobSummary(report)).toMatch(/\| steady traffic .*\| +1,218 \[/u)
  expect(summaryTable(report)).toMatch(/^run .*resp\. p95/u)
  expect(summaryTable(report)).toMatch(/^steady traffic .* 1,218 /mu)
})

test('a report of closed loads has no column of open ones', () => {
  const closed = sampleReport([sampleRun(sampleSeries(10, 40))])
  expect(renderMarkdown(closed)).not.toContain('Sent of asked')
  expect(summaryTable(closed)).not.toContain('resp.')
})

test('tokens at a declared price are no electricity', () => {
  const cost = detailOf(markdown, 'Cost: ')
  expect(cost).toContain('at the declared price')
  expect(cost).not.toContain('Electricity')
  expect(cost).toMatch(/\| +\$0\.000042 \|.*at the declared price/u)
  expect(charts.find(({ about }) => about === 'cost')?.svg).toContain('(at the declared price)')
})

test('simulated figures are labelled wherever they are shown', () => {
  expect(notesOf(report.runs)[0]).toMatch(/^Simulated \(programmed\): no model answered/u)
  expect(markdown).toContain('| programmed (simulated)')
  expect(markdown).toContain('91 ms (simulated)')
  expect(renderJobSummary(report)).toContain('91 ms (simulated)')
  expect(summaryTable(report)).toMatch(/^programmed \(simulated\)/mu)
  expect(charts.find(({ runId }) => runId === 'simulated')?.svg).toContain('>simulated<')
  expect(charts.find(({ path }) => path.endsWith('latency.svg'))?.svg).toContain('simulated · simulated')
  expect(sectionOf(markdown, 'Answers')).not.toContain('programmed')
})

test('it is valid against the published schema', () => {
  const schema: unknown = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'))
  const validate = new Ajv({ allErrors: true, strict: false }).compile(Object(schema))
  expect(validate(JSON.parse(renderJson(report))) ? null : validate.errors).toBeNull()
})

test('no null, undefined or NaN reaches the reader', () => {
  expect(markdown).not.toMatch(/\b(?:null|undefined|NaN|Infinity)\b(?! when the answer)/u)
  expect(summaryTable(report)).not.toMatch(/null|undefined|NaN/u)
})

test('what a server calls itself, and the failures it makes, stay within their cells', () => {
  const run = report.runs[0]
  if (run?.server === null || run === undefined) throw new Error('the sample has no server figures')
  const hostile = sampleRun(sampleSeries(30, 40), {
    server: { ...run.server, server: hostileName },
    target: { ...run.target, engine: hostileName, spec: hostileName },
    load: { ...run.load, kind: 'open', text: hostileName, rate: { asked: 1, achieved: 1 } },
    requests: { attempted: 30, succeeded: 29, failed: 1, failures: { [hostileName]: 1 } },
    http: {
      connected: 1,
      connectP50Ms: 1,
      statuses: { [hostileName]: 1 },
      retryAfter: 0,
      retried: 0,
      redirected: 1,
      redirectedTo: hostileName,
    },
    sweep: {
      id: 's',
      name: hostileName,
      axes: [{ name: 'rate', value: 1, unit: hostileName }],
      verdict: null,
      preset: null,
      missing: [],
    },
  })
  const own = sampleReport([hostile])
  const text = renderMarkdown(own, reportCharts(own)) + renderJobSummary(own)
  expect(text).not.toContain('<script>')
  expect(text).not.toMatch(/(?<!\\)`code/u)
  expect(text).not.toMatch(/(?<!\\)\]\(javascript/u)
  expect(text).not.toMatch(/[^\P{C}\n]/u)
})
