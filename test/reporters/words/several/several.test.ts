import { expect, test } from 'vitest'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { severalLines } from '../../../../reporters/words/several/several-lines.ts'
import { memoryText, severalOf } from '../../../../reporters/words/several/several.ts'
import type { SeveralModelRecord } from '../../../../src/record/several/several.ts'
import { slowdownChart } from '../../../../reporters/charts/several/slowdown-chart.ts'
import type { TogetherRecord } from '../../../../src/record/several/together.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { emptyRun } from '../../../../src/record/run.ts'
import { sampleReport } from '../../sample-report.ts'

function run(model: string, beside: readonly string[], more: Partial<RunRecord> = {}): RunRecord {
  const together: TogetherRecord = {
    id: 'one',
    name: 'pair | <b>',
    model,
    models: ['small', 'large'],
    beside: [...beside],
    route: 'all',
    loading: 'sequence',
    threads: 64,
    memoryBudget: 2e9,
    missing: [],
  }
  const empty = emptyRun()
  const name = `pair: ${model} ${beside.length === 0 ? 'alone' : 'together'}`
  const rate = beside.length === 0 ? 20 : 10
  return {
    ...empty,
    id: name,
    name,
    title: name,
    together,
    target: { ...empty.target, kind: 'model', device: 'a processor', threads: 32 },
    memory: { ...empty.memory, peakRssBytes: 2 ** 30 },
    throughput: { ...empty.throughput, tokensPerSecond: rate },
    versus:
      beside.length === 0
        ? null
        : {
            run: `pair: ${model} alone`,
            name: `pair: ${model} alone`,
            metric: 'latency',
            ratio: 1.5,
            interval: { low: 1.4, high: 1.6, confidence: 0.9 },
            word: 'slower',
            band: 0.05,
            needed: null,
            doubts: [],
          },
    ...more,
  }
}

const switches = [1000, 1200, null].map((totalMs) => ({
  model: 'large',
  evicted: ['small'],
  evictMs: 10,
  loadMs: 900,
  firstTokenMs: totalMs === null ? null : 90,
  serverMs: null,
  totalMs,
  error: totalMs === null ? 'gone' : null,
}))
const runs = [
  run('small', []),
  run('large', []),
  run('small', ['large']),
  run('large', ['small'], { switches }),
  run('small', ['large'], { id: 'old', replaced: true }),
]

test('one table of all, with sums, slowdowns and switches; a replaced attempt is not in it', () => {
  const [several, ...others] = severalOf(runs)
  expect(others).toEqual([])
  expect(several?.models.map(({ model, tokensPerSecond }) => [model, tokensPerSecond])).toEqual([
    ['small', { alone: 20, together: 10 }],
    ['large', { alone: 20, together: 10 }],
  ])
  expect(several?.all).toEqual({ peakRssBytes: 2 ** 31, tokensPerSecond: 20, threads: 64 })
  expect(several?.slowdowns.map(({ model, beside, ratio }) => [model, beside, ratio])).toEqual([
    ['small', ['large'], 1.5],
    ['large', ['small'], 1.5],
  ])
  expect(several?.switches).toEqual([
    { model: 'large', count: 3, failed: 1, evictMs: 10, loadMs: 900, firstTokenMs: 90, p50Ms: 1200, p95Ms: null },
  ])
})

test('the report and the terminal show it, with names as plain text', () => {
  const several = severalOf(runs)
  const markdown = renderMarkdown(sampleReport(runs, { several }))
  expect(markdown).toContain('### pair')
  expect(markdown).not.toContain('<b>')
  expect(markdown).toContain('20.0 → 10.0')
  expect(markdown).toContain('1.50 [1.40, 1.60]')
  expect(markdown).toContain('Together they have 64 engine threads on')
  expect(markdown).toContain('3 (1 failed)')
  const lines = severalLines(several).join('\n')
  expect(lines).toContain('2.00 GiB')
  expect(lines).toContain('3 switches to large: p50 1,200 ms')
  expect(slowdownChart(several[0] as (typeof several)[number])).toContain('times slower beside others than alone')
})

test('scores of answers are a column where some were scored, with names as plain text', () => {
  const scored = (mean: number): Partial<RunRecord> => ({
    quality: {
      scores: [
        { name: 'ch<b>rf', mean, partOf: null },
        { name: 'part', mean, partOf: 'ch<b>rf' },
      ],
    } as unknown as RunRecord['quality'],
  })
  const several = severalOf([
    run('small', [], scored(0.5)),
    run('small', ['large'], scored(0.4)),
    run('large', ['small']),
  ])
  expect(several[0]?.models.map(({ scores }) => scores)).toEqual([[{ name: 'ch<b>rf', alone: 0.5, together: 0.4 }], []])
  expect(severalLines(several).join('\n')).toContain('quality of small: ch<b>rf 0.500 → 0.400')
  const markdown = renderMarkdown(sampleReport([], { several }))
  expect(markdown).toMatch(/\| +Quality \|/u)
  expect(markdown).not.toContain('<b>')
  expect(renderMarkdown(sampleReport(runs, { several: severalOf(runs) }))).not.toMatch(/\| +Quality \|/u)
})

test('a report without several models has no such section', () => {
  expect(severalOf([])).toEqual([])
  expect(renderMarkdown(sampleReport([]))).not.toContain('Several models')
})

test("a model's memory is that which was seen, else its server's word, marked as such", () => {
  const [model] = severalOf([]).flatMap(({ models }) => models)
  const of = (peakRssBytes: number | null, declaredBytes: number | null): string =>
    memoryText({ ...(model as SeveralModelRecord), peakRssBytes, declaredBytes })
  expect(of(2 ** 30, 2 ** 20)).toBe('1.00 GiB')
  expect(of(null, 2 ** 30)).toBe('1.00 GiB (declared)')
  expect(of(null, null)).toBe('–')
})
