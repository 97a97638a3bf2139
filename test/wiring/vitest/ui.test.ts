import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const browserPath = '/usr/bin/chromium'

test.skipIf(!existsSync(browserPath))("Vitest's HTML report shows the chart of a run under its test", async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile('', `reporters: ['default', ['html', { singleFile: true, outputDir: './ui' }]]`),
    'short.bench.ts': `
import { expect, price, test } from 'vitest-llm-bench'
test('a short answer', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('short answer', { requests: 30 }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run).toReplace(price({ inputPerMTok: 1, outputPerMTok: 1, name: 'theirs' }), { latency: { p50: 60_000 } })
  await bench('plain function', () => { Math.sqrt(2) }).run({ iterations: 20, time: 0 })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1500, height: 1100 } })
    await page.goto(pathToFileURL(join(project.folder, 'ui', 'index.html')).href)
    await page.getByText('short.bench.ts').first().click()
    await page.getByText('a short answer').first().click()
    await page.getByText('short answer: p95 latency').first().waitFor()
    // The place is the person's own line.
    await page.getByText('short.bench.ts:5:').first().waitFor()
    await page.getByText('plain function: mean').first().waitFor()
    await page.getByText('theirs replaced in latency, as declared: pass').first().waitFor()
    await page.getByText('latency: p50 of latency below 60,000 ms').first().waitFor()
    // The charts are images in the page, drawn by the browser: they have a size only if they are valid.
    const widths = async (): Promise<number[]> =>
      await page
        .locator('img[src^="data:image/svg+xml"]')
        .evaluateAll((images) => images.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth))
    await expect.poll(async () => (await widths()).filter((width) => width > 300).length).toBe(3)
    await page.screenshot({ path: process.env['UI_SCREENSHOT'] ?? join(project.folder, 'ui.png') })
  } finally {
    await browser.close()
  }
})
