import { expect, test } from 'vitest'
import { summaryTable } from '../../reporters/summary-table.ts'
import { displayWidth } from '../../reporters/text.ts'
import { hostileName } from './hostile.ts'
import { fullSample, sampleClaim, sampleReport, sampleRun, sampleSeries } from './sample-report.ts'

test('what a person sees', () => {
  const text = summaryTable(fullSample().report, { reportPath: 'llm-bench-report/report.md' })
  expect(`\n${text}\n`).toMatchInlineSnapshot(`
    "
    run                                 p50 ms                p95 ms  TTFT p50  tok/s        n  claims
    short answer (synthetic weights)      37.4     54.7 [51.4, 58.0]      5.23    820      200  2 ✓ 1 ✗ 1 ?
    long answer with a rather long na…     145        269 [253, 285]      20.2    208  112/120  –
    f16 cache                             41.6     70.7 [66.4, 74.9]      5.75    725      120  –
    q8_0 cache                            34.8     38.9 [36.6, 41.2]      4.90    901      120  –
    1 clients                              335   347 [326, needs 59]      43.7    208       10  –
    10 clients                             389        471 [443, 499]      54.0  1,684      100  –
    25 clients                             519        829 [779, 879]      72.6  3,200      250  –
    50 clients                             719  1,152 [1,083, 1,221]       102  4,571      500  –
    cut short (partial)                   99.9   144 [136, needs 59]      13.8    301       12  –
    Partial: not everything was measured.
    ✗ short answer (synthetic weights) › p95 of ttft below 4 ms: 6.02 ms, n = 200
    ? short an… (synthetic weights) › p99 of latency below 70 ms: 66.1 ms, n = 200 of 299 needed, let pass (point)
    Report: llm-bench-report/report.md
    "
  `)
})

test('lines fit a terminal', () => {
  for (const line of summaryTable(fullSample().report).split('\n')) {
    expect(displayWidth(line)).toBeLessThanOrEqual(110)
  }
})

test('untrusted text cannot reach the terminal or break a line', () => {
  const run = sampleRun(sampleSeries(20, 40), {
    name: hostileName,
    claims: [sampleClaim({ text: hostileName, passed: false, verdict: 'fail' })],
  })
  const text = summaryTable(sampleReport([run]), { reportPath: `a\u001B[2J/b` })
  expect(text).not.toMatch(/[^\P{C}\n]/u)
  expect(text.split('\n').length).toBe(4)
})

test('colour is the caller’s, and does not move the columns', () => {
  const { report } = fullSample()
  const coloured = summaryTable(report, { format: { red: (text) => `<${text}>`, green: (text) => `<${text}>` } })
  expect(coloured.replaceAll(/[<>]/gu, '')).toBe(summaryTable(report))
  expect(coloured).toContain('<2 ✓ 1 ✗ 1 ?>')
  expect(coloured).toMatch(/^<✗ .+>$/mu)
})

test('nothing to show', () => {
  expect(summaryTable(sampleReport([]))).toBe('')
})
