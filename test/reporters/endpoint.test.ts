import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { reportCharts } from '../../reporters/charts/report-charts.ts'
import { renderJobSummary } from '../../reporters/formats/job-summary.ts'
import { renderJson } from '../../reporters/formats/json.ts'
import { renderMarkdown } from '../../reporters/formats/markdown/markdown.ts'
import { notesOf } from '../../reporters/collect/notes.ts'
import { summaryTable } from '../../reporters/terminal/summary-table.ts'
import { displayWidth } from '../../src/plain-text.ts'
import { endpointSample } from './endpoint-report.ts'
import { hostileName } from './hostile.ts'
import { sampleReport, sampleRun, sampleSeries } from './sample-report.ts'

const { report, series } = endpointSample()
const charts = reportCharts(report, series)
const markdown = renderMarkdown(report, charts)

/** The part of the document under a heading of the third level. */
function detail(name: string): string {
  const [, rest = ''] = markdown.split(`### ${name}\n`)
  return rest.split('\n### ')[0] ?? ''
}

function fact(text: string, name: string): string | undefined {
  return text
    .split('\n')
    .find((line) => line.startsWith(`| ${name} `))
    ?.split('|')[2]
    ?.trim()
}

describe('a run against an endpoint', () => {
  const closed = detail('16 clients')

  test('names the target as what it is, without empty facts of a local model', () => {
    expect(fact(closed, 'URL')).toBe('http://192.0.2.1:8000/v1')
    expect(fact(closed, 'Server')).toBe('vLLM 0.11.0')
    expect(fact(closed, 'Target')).toBe('endpoint')
    for (const local of ['Backend', 'Engine threads', 'Host start-up', 'Model load'])
      expect(fact(closed, local)).toBeUndefined()
  })

  test('says the load in words, who made it, and what came of the connections', () => {
    expect(fact(closed, 'Load')).toContain('16 clients; budget')
    expect(fact(closed, 'Load made by')).toBe('2 processes of this machine')
    expect(fact(closed, 'Connections opened')).toContain('4 for 120 requests; to open one (DNS, TCP, TLS) took 1.37 ms')
    expect(fact(closed, 'HTTP status')).toBe('200: 114, 429: 6')
    expect(fact(closed, 'Retry-After')).toContain('in 6 answers')
    expect(fact(closed, 'Sent twice')).toContain('2 requests')
    expect(fact(closed, 'Success rate')).toBe('93.3 %')
  })

  test('counts failures by class, most frequent first, with their share and meaning', () => {
    const rows = closed.split('\n').filter((line) => /^\| (?:http-status|stall) /u.test(line))
    expect(rows.map((row) => row.replaceAll(/\s+/gu, ' '))).toEqual([
      '| http-status | 6 | 5 % | an HTTP status that is no answer |',
      '| stall | 2 | 1.7 % | the answer stood still between two chunks |',
    ])
  })

  test('sets the server’s own figures beside ours, with the difference and what explains it', () => {
    const row = closed.split('\n').find((line) => line.startsWith('| TTFT, mean')) ?? ''
    expect(row.replaceAll(/\s+/gu, ' ')).toBe('| TTFT, mean | 60.7 ms | 52.1 ms | 8.62 ms |')
    expect(closed).toMatch(/Waiting for a place in its batch, mean +\| +– \| +6\.20 ms/u)
    expect(closed).toMatch(/Prefill, mean +\| +– \| +36\.0 ms/u)
    expect(closed).toContain('the network, HTTP on both sides, and the client')
    expect(closed).toContain('Where ours are shorter')
    expect(closed).not.toContain('not of the same requests')
  })

  test('says so when the server served others too', () => {
    const run = report.runs[0]
    if (run?.server === null || run === undefined) throw new Error('the sample has no server figures')
    const busy = { ...run, server: { ...run.server, requests: 500 } }
    expect(renderMarkdown(sampleReport([busy]))).toContain('It counts 500 requests where we made 120')
  })
})

test('an open load shows the rate it reached and the response time everywhere', () => {
  const open = detail('steady traffic')
  expect(fact(open, 'Load')).toBe(
    '10 requests/s (Poisson), at most 64 in flight; budget 2 min 0 s; measured for the asked time',
  )
  expect(fact(open, 'Requests/s sent')).toBe('9.06 of 10.1 asked for by the schedule')
  expect(fact(open, 'Never sent')).toBe('3 requests of the schedule')
  const results = markdown.slice(markdown.indexOf('## Results'), markdown.indexOf('## Sweeps'))
  expect(results).toMatch(/\| steady traffic .*\| +9\.06 of 10\.1 \| +1,218 \[/u)
  expect(results).toContain('hides no wait')
  expect(markdown).toContain('**p95 response time (open loads):**')
  expect(renderJobSummary(report)).toMatch(/\| steady traffic .*9\.06 of 10\.1 \| +1,218 \|/u)
  expect(summaryTable(report)).toMatch(/^run .*resp\. p95/u)
  expect(summaryTable(report)).toMatch(/^steady traffic .* 1,218 /mu)
})

test('with open loads the terminal’s lines still fit', () => {
  for (const line of summaryTable(report).split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(110)
})

test('a report of closed loads has no column of open ones', () => {
  const closed = sampleReport([sampleRun(sampleSeries(10, 40))])
  expect(renderMarkdown(closed)).not.toContain('Sent of asked')
  expect(summaryTable(closed)).not.toContain('resp.')
})

test('a server that times each answer is set beside ours', () => {
  const served = detail('llama-server')
  expect(fact(served, 'Prompt, a request')).toContain(
    'llama-server b6700 110 ms; our mean TTFT 136 ms; the 26.3 ms between',
  )
  expect(fact(served, 'Decoding, per token')).toContain('llama-server b6700 22.6 ms/token; ours 26.2 ms/token')
  expect(fact(served, 'Server start-up')).toBe('2.40 s')
})

test('tokens at a declared price are no electricity', () => {
  const cost = markdown.slice(markdown.indexOf('## Cost'), markdown.indexOf('## Runs in detail'))
  expect(cost).toContain('at the declared price')
  expect(cost).not.toContain('Electricity')
  expect(markdown).toMatch(/\*\*Cost:\*\* .*\$0\.000042 a request \(at the declared price\)/u)
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
  expect(markdown.slice(markdown.indexOf('## Executive'), markdown.indexOf('## Claims'))).not.toContain('programmed')
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
    http: { connected: 1, connectP50Ms: 1, statuses: { [hostileName]: 1 }, retryAfter: 0, retried: 0 },
    sweep: { id: 's', name: hostileName, axes: [{ name: 'rate', value: 1, unit: hostileName }], verdict: null },
  })
  const own = sampleReport([hostile])
  const text = renderMarkdown(own, reportCharts(own)) + renderJobSummary(own)
  expect(text).not.toContain('<script>')
  expect(text).not.toMatch(/(?<!\\)`code/u)
  expect(text).not.toMatch(/(?<!\\)\]\(javascript/u)
  expect(text).not.toMatch(/[^\P{C}\n]/u)
})
