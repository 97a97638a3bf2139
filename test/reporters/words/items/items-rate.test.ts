import { expect, test } from 'vitest'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { summaryTable } from '../../../../reporters/terminal/summary-table.ts'
import { batchWords, itemRatesFact } from '../../../../reporters/words/items/items-rate.ts'
import { keyFigures } from '../../../../reporters/words/key-figures.ts'
import { runSummary } from '../../../../reporters/words/run-summary.ts'
import type { ItemsRecord } from '../../../../src/record/metric.ts'
import type { RunRecord } from '../../../../src/record/run.ts'
import { severalVectors, vectorsRun } from '../../../support/items/vectors-samples.ts'
import { sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

const { record: vectors } = vectorsRun(severalVectors(60))
const text = sampleRun(sampleSeries(200, 40))

function headings(runs: RunRecord[]): string {
  return summaryTable(sampleReport(runs)).split('\n')[0] ?? ''
}

test('a table of vectors alone has no columns of tokens that nobody generates', () => {
  expect(headings([vectors])).toMatch(/^run +p50 ms +p95 ms +items\/s +input tok\/s +n +claims$/u)
  expect(headings([text])).not.toContain('items/s')
  expect(headings([text, vectors])).toMatch(/TTFT p50 +tok\/s +items\/s +input tok\/s +n +claims$/u)
  const row = summaryTable(sampleReport([text, vectors])).split('\n')[2]
  expect(row).toMatch(/ – +– +32\d +1,6\d\d +60 /u)
})

test('the rates on one line', () => {
  expect(itemRatesFact(vectors)).toMatch(/^32\d texts\/s, 1,6\d\d input tokens\/s$/u)
  expect(itemRatesFact(text)).toBeNull()
  expect(runSummary(vectors)).toMatch(/^p95 latency .* ms, 32\d texts\/s, 1,6\d\d input tokens\/s, n = 60$/u)
})

test('a batch in words', () => {
  const items = vectors.items as ItemsRecord
  expect(batchWords(items)).toBe('8')
  expect(batchWords({ ...items, perRequest: { min: 3, max: 8 } })).toBe('from 3 to 8')
})

test('key figures tell texts, and no first token', () => {
  const titles = keyFigures(sampleReport([vectors, { ...vectors, id: 'again' }])).map(({ title }) => title)
  expect(titles).toContain('Texts embedded')
  expect(titles).not.toContain('p50 time to first token')
  expect(titles).not.toContain('Output rate')
})

test('the details of a run say what a request was', () => {
  const page = renderMarkdown(sampleReport([vectors]), []).replaceAll(/ +/gu, ' ')
  expect(page).toContain('embedding, 8 texts a request, evaluated one after the other; no token is generated')
  expect(page).toContain('Latency an item')
  expect(page).toContain('| Dimensions | 384 |')
  expect(page).toMatch(/Items a request \| +Items\/s \| +Input tokens\/s/u)
  expect(page).not.toContain('TTFT p50')
})
