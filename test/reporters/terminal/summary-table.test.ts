import { describe, expect, test } from 'vitest'
import { renderMarkdown } from '../../../reporters/formats/markdown/markdown.ts'
import { summaryTable } from '../../../reporters/terminal/summary-table.ts'
import { displayWidth } from '../../../src/plain-text.ts'
import type { CheckRecord } from '../../../src/record/check.ts'
import type { ClaimRecord } from '../../../src/record/claim.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { endpointSample } from '../endpoint-report.ts'
import { hostileName } from '../hostile.ts'
import { fullSample, restingOn, sampleClaim, sampleReport, sampleRun, sampleSeries } from '../sample-report.ts'

test('what a person sees', () => {
  const text = summaryTable(fullSample().report, { reportPath: 'llm-bench-report/report.md' })
  expect(`\n${text}\n`).toMatchInlineSnapshot(`
    "
    run                                p50 ms                p95 ms  TTFT p50         tok/s        n  claims
    short answer (synthetic weights)     37.4     54.7 [51.4, 58.0]      5.23           820      200  2 ✓ 1 ✗ 1 ?
    long answer with a…ead to its end     145        269 [253, 285]      20.2           208  112/120  –
    f16 cache                            41.6     70.7 [66.4, 74.9]      5.75           725      120  –
    q8_0 cache                           34.8     38.9 [36.6, 41.2]      4.90           901      120  –
    1 clients                             335   347 [326, needs 59]      43.7           208       10  –
    10 clients                            389        471 [443, 499]      54.0  1,789 steady      100  –
    25 clients                            519        829 [779, 879]      72.6  3,400 steady      250  –
    50 clients                            719  1,152 [1,083, 1,221]       102  4,857 steady      500  –
    cut short (partial)                  99.9   144 [136, needs 59]      13.8           301       12  –
    Partial: not everything was measured.
    ✗ short answer (synthetic weights) › p95 of ttft below 4 ms: 6.02 ms, n = 200
    ? shor…swer (synthetic weights) › p99 of latency below 70 ms: 66.1 ms, n = 200 of 299 needed, let pass (point)
    Report: llm-bench-report/report.md
    "
  `)
})

test('a column has the share of drafted tokens accepted, where a run drafted some', () => {
  const { tokens } = sampleRun(sampleSeries(20, 40))
  const speculation = { drafted: 200, accepted: 150, share: 0.75, interval: [0.7, 0.8] as [number, number] }
  const drafted = sampleRun(sampleSeries(20, 40), {
    id: 'drafted',
    name: 'drafted',
    tokens: { ...tokens, speculation: { ...speculation, source: 'counted' } },
  })
  const [head = '', alone = '', row = ''] = summaryTable(
    sampleReport([sampleRun(sampleSeries(20, 40)), drafted]),
  ).split('\n')
  expect(head).toMatch(/ tok\/s +accepted +n /u)
  expect(alone).toMatch(/ – +20 /u)
  expect(row).toMatch(/ 75 % +20 /u)
  expect(renderMarkdown(sampleReport([drafted]), [])).toMatch(/Drafts accepted[\s\S]*75 % \[70 %, 80 %\]/u)
})

test('names below each other differ although they are cut', () => {
  const names = [
    'chat by rate: 10 requests/s',
    'chat by rate: 20 requests/s',
    'chat by rate: 20 requests/s, again (1)',
    'chat by rate: 20 requests/s, again (2)',
  ]
  const { load } = sampleRun(sampleSeries(1, 1))
  const runs = names.map((name, index) =>
    sampleRun(sampleSeries(400, 1234), {
      id: name,
      name,
      test: name,
      load: { ...load, kind: 'open' },
      ...(index === 0 ? {} : { claims: [sampleClaim(), sampleClaim({ passed: false, verdict: 'fail' })] }),
    }),
  )
  const rows = summaryTable(sampleReport(runs)).split('\n').slice(1, 5)
  const [first = ''] = rows
  const width = first.indexOf(' 1,')
  expect(new Set(rows.map((row) => row.slice(0, width))).size).toBe(4)
})

test('a rate lies within its interval: where there is a steady window it is that one’s, and labelled', () => {
  const { throughput } = sampleRun(sampleSeries(20, 40))
  const run = sampleRun(sampleSeries(20, 40), {
    throughput: {
      ...throughput,
      tokensPerSecond: 3812,
      steady: { windowMs: 900, requestsPerSecond: 100, tokensPerSecond: 4019 },
    },
  })
  expect(summaryTable(sampleReport([run]))).toContain(' 4,019 steady ')
  expect(summaryTable(sampleReport([run]))).not.toContain('3,812')
})

describe('an open claim says why', () => {
  const open = {
    verdict: 'inconclusive',
    observed: 9.55,
    n: 20,
    effectiveN: 20,
    threshold: 500,
    text: 'p50 of latency below 500 ms',
  } as const
  const check = (id: string, status: CheckRecord['status'], protects: string[]): CheckRecord => ({
    id,
    status,
    protects,
    message: 'something was wrong',
  })
  const line = (claim: Partial<ClaimRecord>, over: Partial<RunRecord> = {}): string => {
    const run = sampleRun(sampleSeries(20, 9), { name: 'after', claims: [sampleClaim({ ...open, ...claim })], ...over })
    return (
      summaryTable(sampleReport([run]))
        .split('\n')
        .at(-1) ?? ''
    )
  }

  test.each([
    [
      'the invalid check',
      line(restingOn('machine-busy', 'drift'), {
        checks: [check('machine-busy', 'invalid', ['all']), check('drift', 'warning', ['all'])],
      }),
      'invalid check machine-busy',
    ],
    [
      'several',
      line(restingOn('a', 'b', 'c', 'd'), {
        checks: ['a', 'b', 'c', 'd'].map((id) => check(id, 'invalid', ['latency'])),
      }),
      'invalid checks a and 3 more',
    ],
    [
      'the check of a metric it names',
      line(
        { metric: 'objective', text: '"fast" met (p95 of ttfv below 9 ms)', ...restingOn('not-streamed') },
        { checks: [check('not-streamed', 'invalid', ['ttfv'])] },
      ),
      'invalid check not-streamed',
    ],
    [
      'too correlated',
      line({ effectiveN: 3.4, ...restingOn('correlated') }, { checks: [check('correlated', 'warning', ['latency'])] }),
      'too correlated, worth 3',
    ],
    ['alike', line({ effectiveN: 11 }), 'correlated, worth 11'],
    ['ended early', line({}, { state: 'partial' }), 'the run ended early'],
    ['no interval', line({ interval: null }), 'no interval'],
    ['near', line({}, { checks: [check('chunk-not-token', 'invalid', ['interChunk'])] }), 'too near the limit'],
  ])('%s', (_, text, why) => {
    expect(text).toMatch(/^\? after (?:\(partial\) )?› .*: 9\.55 ms, n = 20, let pass \(point\): /u)
    expect(text.endsWith(`(point): ${why}`)).toBe(true)
    expect(displayWidth(text)).toBeLessThanOrEqual(110)
  })

  test('samples it needs are said as before, and so is the report’s', () => {
    expect(line({ needed: 59 })).toMatch(/n = 20 of 59 needed, let pass \(point\)$/u)
    const run = sampleRun(sampleSeries(20, 9), {
      claims: [sampleClaim({ ...open, ...restingOn('machine-busy') })],
      checks: [check('machine-busy', 'invalid', ['all'])],
    })
    expect(renderMarkdown(sampleReport([run]))).toContain(
      'point; invalid check machine-busy (other programs used the processor) |',
    )
  })
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

test('with open loads the lines still fit', () => {
  for (const line of summaryTable(endpointSample().report).split('\n')) {
    expect(displayWidth(line)).toBeLessThanOrEqual(110)
  }
})

test('the table fits the width of a terminal: columns of less weight go before names do', () => {
  const { report } = fullSample()
  const rowsAt = (width: number): string[] =>
    summaryTable({ ...report, functions: [] }, { width })
      .split('\n')
      .slice(0, 3)
  for (const width of [80, 90, 100, 160]) {
    for (const row of rowsAt(width)) expect(row.length, row).toBeLessThanOrEqual(width)
  }
  expect(rowsAt(160)[1]).toContain('[')
  expect(rowsAt(160)[0]).toContain('TTFT p50')
  expect(rowsAt(80)[1]).not.toContain('[')
})
