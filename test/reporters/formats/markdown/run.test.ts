import { describe, expect, test } from 'vitest'
import { reportCharts } from '../../../../reporters/charts/report-charts.ts'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { detailOf, fact } from '../../detail.ts'
import { endpointSample } from '../../endpoint-report.ts'
import { sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

const { report, series } = endpointSample()

const charts = reportCharts(report, series)

const markdown = renderMarkdown(report, charts)

describe('a run against an endpoint', () => {
  const closed = detailOf(markdown, '16 clients')

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
    expect(fact(closed, 'Tokens')).toContain('7,680 out (1,200 of them reasoning, 15.6 %), counted by')
  })

  test('says the share of drafted tokens that was accepted, and who counted', () => {
    const speculation = { drafted: 200, accepted: 150, share: 0.75, interval: [0.7, 0.8] as [number, number] }
    const told = (source: 'counted' | 'server'): string | undefined => {
      const drafted = structuredClone(report)
      for (const run of drafted.runs) run.tokens.speculation = { ...speculation, source }
      return fact(detailOf(renderMarkdown(drafted, charts), '16 clients'), 'Drafted tokens')
    }
    expect(fact(closed, 'Drafted tokens')).toBeUndefined()
    expect(told('counted')).toBe('150 of 200 accepted: 75 % [70 %, 80 %], counted here, against the answers')
    expect(told('server')).toContain('reported by the server')
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

test('a server that times each answer is set beside ours', () => {
  const served = detailOf(markdown, 'llama-server')
  expect(fact(served, 'Prompt, a request')).toContain(
    'llama-server b6700 110 ms; our mean TTFT 136 ms; the 26.3 ms between',
  )
  expect(fact(served, 'Decoding, per token')).toContain('llama-server b6700 22.6 ms/token; ours 26.2 ms/token')
  expect(fact(served, 'Server start-up')).toBe('2.40 s')
})

test('of a mixture of experts the parameters are said in all and active', () => {
  const target = { parameters: 6_919_161_856, activeParameters: 1_282_017_280, experts: { count: 64, used: 8 } }
  const run = sampleRun(sampleSeries(10, 40))
  const shown = (changes: Partial<typeof run.target>): string | undefined => {
    const mixture = { ...run, name: 'mixture', title: 'mixture', target: { ...run.target, ...changes } }
    return fact(detailOf(renderMarkdown(sampleReport([mixture]), []), 'mixture'), 'Parameters')
  }
  expect(shown(target)).toBe('6.92 billion, 1.28 billion active (8 of 64 experts)')
  expect(shown({ ...target, experts: null })).toBe('6.92 billion')
})
