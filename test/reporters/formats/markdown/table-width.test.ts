import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { reportCharts } from '../../../../reporters/charts/report-charts.ts'
import { renderJobSummary } from '../../../../reporters/formats/job-summary.ts'
import { renderComment } from '../../../../reporters/formats/summary/comment.ts'
import { renderMarkdown } from '../../../../reporters/formats/markdown/markdown.ts'
import { cutPieces, longestPiece, pieceWidth } from '../../../../reporters/formats/markdown/table-width.ts'
import { browserPath, githubPage, lookAt, startBrowser } from '../../github-page.ts'
import { endpointSample } from '../../endpoint-report.ts'
import { hostileReport } from '../../hostile-report.ts'
import { fullSample, sampleClaim, sampleReport, sampleRun, sampleSeries } from '../../sample-report.ts'

let browser: Browser | null = null
beforeAll(async () => {
  if (existsSync(browserPath)) browser = await startBrowser()
})
afterAll(async () => await browser?.close())

const plain = new Set(
  'h1 h2 h3 p strong em ul ol li table thead tbody tr th td code pre img details summary a blockquote'.split(' '),
)

test.skipIf(!existsSync(browserPath))(
  "no table is wider than GitHub's column, and nothing hostile gets through",
  async () => {
    if (browser === null) throw new Error('no browser was started')
    for (const { report, series } of [fullSample(), endpointSample(), { report: hostileReport(), series: new Map() }]) {
      const texts = [
        renderMarkdown(report, reportCharts(report, series)),
        renderJobSummary(report),
        renderComment(report),
      ]
      for (const text of texts) {
        const page = await githubPage(browser, text)
        const { cut, tables, elements } = await lookAt(page)
        expect(cut).toEqual([])
        expect(tables).toBeGreaterThan(0)
        expect(elements.filter((name) => !plain.has(name))).toEqual([])
        await expect(page.locator('[onerror], a[href^="javascript"], img:not([src^="charts/"])').count()).resolves.toBe(
          0,
        )
        // A folded part ends where it is meant to: the last one is no part of another.
        await expect(page.locator('details details details').count()).resolves.toBe(0)
        await page.close()
      }
    }
  },
)

test.skipIf(!existsSync(browserPath))('a report of one run with claims takes two screens', async () => {
  if (browser === null) throw new Error('no browser was started')
  const run = sampleRun(sampleSeries(200, 40), { claims: [sampleClaim(), sampleClaim(), sampleClaim()] })
  const report = sampleReport([run], { notes: ['Power of 30 W is assumed, not measured.'] })
  const page = await githubPage(browser, renderMarkdown(report, reportCharts(report)))
  expect((await lookAt(page)).foldedHeight).toBeLessThan(1800)
})

test('words are cut where columns together would be wider than the page, the longest first', () => {
  expect(longestPiece('a model-name with parts of [1, 2]')).toBe(6)
  expect(pieceWidth([10, 20])).toBe(20)
  expect(pieceWidth([10, 200])).toBeLessThan(100)
  expect(pieceWidth([10, 200])).toBeGreaterThan(60)
  expect(cutPieces('short aaaaaaaaaaaaaaaaaaaa', 9)).toBe('short aaaa…aaaa')
})
