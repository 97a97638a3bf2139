import { expect, test } from 'vitest'
import { commentMarker, renderComment } from '../../../../reporters/formats/summary/comment.ts'
import type { ClaimRecord } from '../../../../src/record/claim.ts'
import { hostileName } from '../../hostile.ts'
import { fullSample, sampleClaim, sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

const change = {
  of: 'baseline',
  name: 'main',
  statistic: 'p50',
  before: 79.5,
  after: 119.5,
  unit: 'ms',
  ratio: 1.503,
  interval: { low: 1.44, high: 1.57, confidence: 0.9 },
} as const

function regression(over: Partial<ClaimRecord> = {}): ClaimRecord {
  return sampleClaim({
    matcher: 'toNotRegressFrom',
    text: 'median latency at most 5 % slower than in baseline "main"',
    verdict: 'fail',
    passed: false,
    change,
    band: { asked: 0.05, judged: 0.05, visible: null, floorOf: null },
    ...over,
  })
}

test('has a marker of its own where two workflows comment', () => {
  const report = sampleReport([sampleRun(sampleSeries(20, 40))])
  const [first, ...others] = renderComment(report, 'nightly').split('\n')
  expect(first).toBe('<!-- vitest-llm-bench:nightly -->')
  expect(others).toEqual(renderComment(report).split('\n').slice(1))
})

test('begins with the marker, then what failed, and a table and a chart against the baseline', () => {
  const run = sampleRun(sampleSeries(200, 40), { claims: [sampleClaim(), regression()] })
  const text = renderComment(sampleReport([run]))
  expect(text.startsWith(`${commentMarker()}\n## LLM inference benchmarks\n`)).toBe(true)
  expect(text).toContain('79.5 -> 119.5 ms, +50 % [44, 57] (baseline "main", n = 200)')
  expect(text).toMatch(
    /\| short answer +\| p50 of latency +\| +79\.5 -> 119\.5 ms \| \+50 % \[44, 57\] \| +5 % \| ✗ worse/u,
  )
  expect(text).toContain(
    [
      '```mermaid',
      'xychart-beta',
      '    title "p50 of latency: bars now, line in the baseline"',
      '    x-axis ["short answer"]',
      '    y-axis "ms" 0 --> 131.5',
      '    bar [119.5]',
      '    line [79.5]',
      '```',
    ].join('\n'),
  )
})

test('charts say of what kind their figures are', () => {
  const runs = ['one', 'two'].map((id) =>
    sampleRun(sampleSeries(200, 40), { id, name: id, title: id, provenance: 'synthetic', claims: [regression()] }),
  )
  const text = renderComment(sampleReport(runs))
  expect(text).toContain('title "p50 of latency: bars now, line in the baseline, synthetic weights"')
  expect(text).toContain('title "p95 of latency, synthetic weights"')
})

test('of many runs it stays below 64 kB and says what was left out', () => {
  const runs = Array.from({ length: 400 }, (_, index) =>
    sampleRun(sampleSeries(20, 40), {
      id: `${index}`,
      name: `run ${index}`,
      title: `run ${index}`,
      claims: [regression()],
    }),
  )
  const text = renderComment(sampleReport(runs))
  expect(Buffer.byteLength(text)).toBeLessThan(64_000)
  expect(text).toMatch(/\d+ more rows are left out here/u)
})

test('names call nobody, and end no chart', () => {
  const names = ['@octocat says `hi`', '"] ``` \n```mermaid', hostileName]
  const runs = names.map((name, index) =>
    sampleRun(sampleSeries(20, 40), { id: name, name, title: name, claims: index === 0 ? [regression()] : [] }),
  )
  const text = renderComment(sampleReport(runs))
  expect(text).toContain('@&#8203;octocat')
  const [, chart = ''] = /```mermaid\n([\s\S]*?)```/u.exec(text) ?? []
  expect(chart).toMatch(/^xychart-beta\n {4}title "[^"\n]+"\n {4}x-axis \["[^"\n]+"(?:, "[^"\n]+")*\]\n/u)
  expect(text.match(/^```/gmu)?.length).toBe((text.match(/^```mermaid$/gmu)?.length ?? 0) * 2)
})

test('an interrupted report says so', () => {
  expect(renderComment(fullSample().report).split('\n')[1]).toBe('## LLM inference benchmarks (INTERRUPTED)')
})
