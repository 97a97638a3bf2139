import { expect, test } from 'vitest'
import { renderJobSummary } from '../../../reporters/formats/job-summary.ts'
import { renderMarkdown } from '../../../reporters/formats/markdown/markdown.ts'
import { summaryTable } from '../../../reporters/terminal/summary-table.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { detailOf, fact } from '../detail.ts'
import { sampleReport, sampleRun, sampleSeries } from '../sample-report.ts'

const engineSpeed = {
  prefillTokensPerSecond: 1555,
  decodeMsPerToken: 7.2,
  clientMsPerToken: 7.9,
  samplerMsPerToken: 0.2,
  overheadShare: 0.7 / 7.9,
}
const own = sampleRun(sampleSeries(60, 40), { id: 'own', name: 'own', engineSpeed })
const others = sampleRun(sampleSeries(60, 40), { id: 'others', name: 'others' })

/** The rows of the first table that has a heading, its cells trimmed. */
function tableWith(text: string, heading: string): string[][] {
  const lines = text.split('\n')
  const from = lines.findIndex((line) => line.startsWith('|') && line.includes(heading))
  const rows = lines.slice(
    from,
    lines.findIndex((line, at) => at > from && !line.startsWith('|')),
  )
  return rows.map((row) => row.split('|').map((cell) => cell.trim()))
}

/** Cells of a column of that table, without the heading. */
function column(rows: readonly string[][], heading: string): (string | undefined)[] {
  const place = rows[0]?.indexOf(heading) ?? -1
  return rows.slice(2).map((row) => row[place])
}

const [decode, prefill] = ['llama.cpp decode (ms/token)', 'llama.cpp prefill (tokens/s)'] as const

test.for([
  ['the results', renderMarkdown],
  ['the job summary', renderJobSummary],
] as const)('llama.cpp’s own speed stands beside ours in %s', ([, render]) => {
  const text = render(sampleReport([own, others]))
  const rows = tableWith(text, decode)
  expect(column(rows, decode)).toEqual(['7.20', '–'])
  expect(column(rows, prefill)).toEqual(['1,555', '–'])
  expect(column(rows, 'TPOT p50 (ms)')[0]).toMatch(/^\d/)
  expect(render(sampleReport([others]))).not.toContain('llama.cpp decode')
})

test.for([
  ['configurations', '### sweep', { name: 'quantization', value: 'Q4_0', unit: null }],
  ['levels of a load', '### Sweep: ', { name: 'concurrency', value: 1, unit: 'clients' }],
] as const)('and in the table of %s', ([, heading, axis]) => {
  const sweep = { id: 's', name: 'sweep', axes: [axis], preset: null, verdict: null, missing: [] }
  const [, part = ''] = renderMarkdown(sampleReport([{ ...own, name: 'sweep: a', sweep }])).split(`\n${heading}`)
  expect(column(tableWith(part, decode), decode)).toEqual(['7.20'])
})

test('the terminal has both times of a token where no name is cut for them', () => {
  const [head = '', row = ''] = summaryTable(sampleReport([own])).split('\n')
  expect(head).toContain('TTFT p50  token (llama.cpp)')
  expect(row).toContain('7.90 (7.20)')
  expect(summaryTable(sampleReport([others]))).not.toContain('llama.cpp')
  const load = { ...own.load, kind: 'open' } as const
  const long = sampleRun(sampleSeries(400, 1234.5), {
    engineSpeed,
    load,
    name: 'a name that wants all the room it has',
  })
  expect(summaryTable(sampleReport([long]))).not.toContain('llama.cpp')
  expect(summaryTable(sampleReport([{ ...long, name: 'short' }]))).toContain('llama.cpp')
})

test('the details say what of a token is not llama.cpp’s own', () => {
  expect(fact(detailOf(renderMarkdown(sampleReport([own])), 'own'), 'Above llama.cpp, per token')).toBe(
    '0.700 ms of 7.90 ms (8.9 %): ways between threads, choosing the token, JavaScript',
  )
  const older = { ...own } as Partial<RunRecord>
  delete older.engineSpeed
  expect(renderMarkdown(sampleReport([older as RunRecord]))).not.toContain('Above llama.cpp')
})
