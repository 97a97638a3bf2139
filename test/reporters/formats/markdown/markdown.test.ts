import { describe, expect, test } from 'vitest'
import { reportCharts } from '../../../../reporters/charts/report-charts.ts'
import { renderJobSummary } from '../../../../reporters/formats/job-summary.ts'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { detailOf, sectionOf } from '../../detail.ts'
import { hostileName } from '../../hostile.ts'
import { fullSample, sampleClaim, sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

const { report, series } = fullSample()
const charts = reportCharts(report, series)
const markdown = renderMarkdown(report, charts)

function rowOf(text: string, start: string): string {
  return text.split('\n').find((line) => line.startsWith(`| ${start}`)) ?? ''
}

function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/u)
    .slice(1, -1)
    .map((cell) => cell.trim())
}

/** Every table's lines, so that a broken cell shows as a row of another length. */
function tables(text: string): string[][] {
  const blocks = text.split('\n\n').map((block) => block.split('\n'))
  return blocks.filter((block) => block.every((line) => line.startsWith('|')))
}

describe('a full report', () => {
  test('opens with one line that says how it went', () => {
    expect(markdown).toContain(
      '**Partial · 9 runs and 1 function benchmark · 5 claims: 3 passed, 1 failed, 1 inconclusive**',
    )
  })

  test('its first line says that it was interrupted, and labels come before any figure', () => {
    expect(markdown.split('\n', 1)).toEqual(['# LLM inference benchmark report (INTERRUPTED)'])
    expect(renderMarkdown({ ...report, complete: true }).split('\n', 1)).toEqual(['# LLM inference benchmark report'])
    expect(markdown).toMatch(/^Partial: .*1 run ended early.* Every finished request is in it\.$/mu)
    const care = 'Read with care: there are synthetic weights, assumed figures in it; the notes say what of.'
    expect(markdown.indexOf(care)).toBeLessThan(markdown.indexOf('## Failed and open'))
    expect(markdown).toContain('- Power of 30 W is assumed, not measured.')
  })

  test('what failed or is open comes first, a sentence each', () => {
    const lines = sectionOf(markdown, 'Failed and open').trim().split('\n')
    expect(lines).toEqual([
      '- **✗ cut short** cut short (partial): the host crashed after 12 requests: see llm-bench-report/hosts/1.log',
      '- **✗ failed** short answer (synthetic weights): p95 of ttft below 4 ms: 6.02 ms ' +
        '(90 % interval [5.80, 6.60], n = 200)',
      '- **? open** short answer (synthetic weights): p99 of latency below 70 ms: 66.1 ms ' +
        '(90 % interval [58.0, needs 299], n = 200); let pass (policy point): 299 samples would settle it',
    ])
  })

  test('targets are met or not, and areas without a claim are named', () => {
    const section = sectionOf(markdown, 'Targets')
    expect(section).toMatch(/\| Latency +\| \? open +\| 2 met, 1 open +\| short answer/u)
    expect(section).toMatch(/\| Cost +\| ✓ met +\| 1 met +\| short answer .*98\.9 % \(assumed\)/u)
    expect(section).toContain('Nothing was claimed about load, quality.')
  })

  test('its sections are in reading order', () => {
    const headings = [...markdown.matchAll(/^## (.+)$/gmu)].map(([, heading]) => heading)
    expect(headings).toEqual([
      'Failed and open',
      'Answers',
      'Targets',
      'Results',
      'Functions',
      'Notes',
      'Technical specification',
      'Details',
      'Runs in detail',
    ])
  })

  test('best and worst are of runs that do the same work, with unit, interval and n', () => {
    expect(sectionOf(markdown, 'Answers')).toMatch(
      /- \*\*p95 latency:\*\* best \(of 6: completion, at most 32 tokens, 1 client\) q8_0 cache, 38\.9 ms \(90 % interval \[36\.6, 41\.2\], n = 120\); worst 1 clients/u,
    )
    expect(markdown).toContain('8 of 1,432 measured requests failed')
    expect(sectionOf(markdown, 'Answers')).not.toContain('50 clients')
  })

  test('failed claims come first, inconclusive ones say what would settle them', () => {
    const verdicts = [...markdown.matchAll(/^\| ([✗?✓]) /gmu)].map(([, mark]) => mark)
    expect(verdicts).toEqual(['✗', '?', '✓', '✓', '✓'])
    const row = cellsOf(rowOf(markdown, '? inconclusive'))
    expect(row).toContain('66.1 ms [58.0, needs 299]')
    expect(row).toContain('point; 299 samples would settle it')
    expect(markdown).toContain('not: saves at least 60 % against gpt-4o')
    expect(markdown).toContain('98.9 % (assumed)')
  })

  test('a run is one row with intervals beside its percentiles and its label', () => {
    const row = cellsOf(rowOf(markdown, '1 clients'))
    expect(row[3]).toMatch(/^347 \[326, needs 59\]$/u)
    expect(row.at(-1)).toBe('10')
    expect(markdown).toContain('| short answer (synthetic weights) ')
  })

  test('failures show in the details as a percentile that includes them', () => {
    expect(markdown).toContain('p95 incl. failures')
    expect(markdown).toMatch(/\| +infinite \|/u)
    expect(markdown).toContain('112 answered, 8 failed')
    expect(rowOf(markdown, 'timeout')).toMatch(/timeout \| +8 \| +6\.7 % \|/u)
  })

  test('engine timings, memory, load, warm-up and checks are there', () => {
    expect(markdown).toContain('llama.cpp 1.10 ms/token; ours')
    expect(markdown).toContain('1.18 GB (1.10 GiB)')
    expect(markdown).toContain('1.83 s (loaded for this run, page cache warm)')
    expect(markdown).toContain('2 requests; first, cold one 88.1 ms')
    expect(markdown).toContain('4 threads on 2 free cores: set { threads: 2 }.')
  })

  test('cost is readable, labelled and projected', () => {
    const cost = detailOf(markdown, 'Cost: ')
    const row = cellsOf(rowOf(cost, 'short answer'))
    expect(row).toContain('$0.0000017')
    expect(row).toContain('$0.62')
    expect(row).toContain('assumed')
    expect(cost).toContain(
      '- short answer (synthetic weights): power: 30 W (assumed); electricity: 0.15 USD/kWh (declared)',
    )
  })

  test('the method defines the metrics in use, and no other', () => {
    const method = detailOf(markdown, 'Method: ')
    expect(method).toContain('Time per output token (TPOT)')
    expect(method).not.toContain('Prefill speed')
    expect(method).toContain('R-7')
    expect(method).toContain('+infinity')
  })

  test('charts are relative links to the files of the same report', () => {
    const links = [...markdown.matchAll(/\]\((charts\/[^)]+)\)/gu)].map(([, path]) => path)
    expect(new Set(links)).toEqual(new Set(charts.map((chart) => chart.path)))
    expect(links).toContain('charts/run-01-short-answer.svg')
  })

  test('no null, undefined or NaN reaches the reader', () => {
    expect(markdown).not.toMatch(/\b(?:null|undefined|NaN|Infinity)\b(?! when the answer)/u)
  })
})

test('a rate never stands beside the interval of another window', () => {
  const base = sampleRun(sampleSeries(200, 40))
  const run = sampleRun(sampleSeries(200, 40), {
    name: '10 clients',
    throughput: {
      ...base.throughput,
      requestsPerSecond: 95.3,
      tokensPerSecond: 3812,
      windowMs: 1993,
      steady: { windowMs: 1800, requestsPerSecond: 100.4, tokensPerSecond: 4019 },
      tokensInterval: { low: 4013, high: 4025, confidence: 0.9 },
    },
  })
  const text = renderMarkdown(sampleReport([run]))
  const two = renderMarkdown(
    sampleReport([run, { ...base, id: 'other', workload: { ...base.workload, maxTokens: 64 } }]),
  )
  expect(two).not.toContain('**Output rate:**')
  expect(rowOf(sectionOf(text, 'Results'), '10 clients')).toContain(' 4,019 [4,013, 4,025] steady |')
  expect(text).toContain('Tokens/s marked “steady”')
  expect(cellsOf(rowOf(text, 'Tokens/s, whole window'))[1]).toBe('3,812')
  expect(cellsOf(rowOf(text, 'Tokens/s, steady window'))[1]).toBe('4,019 [4,013, 4,025]')
  expect(cellsOf(rowOf(text, 'Requests/s, steady window'))[1]).toBe('100')
  expect(renderJobSummary(sampleReport([run]))).toContain(' 4,019 [4,013, 4,025] steady |')
  const alone = renderMarkdown(sampleReport([base]))
  expect(alone).not.toContain('Tokens/s marked “steady”')
  expect(cellsOf(rowOf(alone, 'Tokens/s, whole window'))[1]).toMatch(/^\d+ \[\d+, \d+\]$/u)
})

test('hostile names stay within their cells', () => {
  const own = sampleSeries(30, 40)
  const base = sampleRun(own)
  const hostile = sampleRun(own, {
    name: hostileName,
    test: hostileName,
    file: `# ${hostileName}`,
    error: hostileName,
    state: 'partial',
    target: { ...base.target, model: hostileName, spec: hostileName },
    workload: { ...base.workload, prompt: hostileName },
    checks: [{ id: 'x', status: 'warning', protects: ['all'], message: hostileName }],
    claims: [sampleClaim({ text: hostileName, observed: hostileName, unit: hostileName })],
    cost: {
      basis: 'electricity',
      interval: null,
      unknown: [],
      usdPerRequest: 1,
      kind: 'assumed',
      parts: [{ label: hostileName, value: 1, unit: hostileName, provenance: 'assumed', derived: false }],
    },
  })
  const sample = sampleReport([hostile], { notes: [hostileName] })
  const text = renderMarkdown(sample, reportCharts(sample, new Map([[hostile.id, own]])))
  expect(text).not.toContain('<script>')
  expect(text.replaceAll(/<summary>.*<\/summary>/gu, '')).not.toMatch(/(?<!\\)`code/u)
  expect(text.replaceAll(/<summary>.*<\/summary>/gu, '')).not.toMatch(/(?<!\\)\]\(javascript/u)
  expect(text).not.toMatch(/[^\P{C}\n]/u)
  for (const lines of tables(text)) {
    expect(new Set(lines.map((line) => cellsOf(line).length)).size).toBe(1)
  }
})

test('a report without anything is still a document', () => {
  const text = renderMarkdown(sampleReport([]))
  expect(text).toContain('**Complete · 0 runs · no claims**')
  expect(text).toContain('## Technical specification')
  expect(text).not.toContain('## Results')
})

test('a run without answers says so', () => {
  const text = renderMarkdown(sampleReport([sampleRun(sampleSeries(3, 40, [0, 1, 2]))]))
  expect(text).toMatch(/\| +infinite \|/u)
  expect(text).toContain('3 of 3 measured requests failed')
  expect(text).not.toMatch(/NaN|undefined/u)
})

test('simulated runs are left out of best and worst when there are others', () => {
  const text = renderMarkdown(
    sampleReport([
      sampleRun(sampleSeries(200, 1), { id: 's', test: 's', name: 'fake', provenance: 'simulated' }),
      sampleRun(sampleSeries(200, 40), { id: 'm', test: 'm', name: 'real' }),
    ]),
  )
  const summary = sectionOf(text, 'Answers')
  expect(summary).toContain('real')
  expect(summary).not.toContain('fake')
})
