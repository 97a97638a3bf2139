import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest, startVitest } from '../../support/vitest.ts'

const browserPath = '/usr/bin/chromium'

/** A page of a browser that prefers a colour scheme; it ends with its scope. */
async function openPage(
  url: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<{ readonly page: Page } & AsyncDisposable> {
  const browser: Browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  })
  const page = await browser.newPage({ viewport: { width: 1500, height: 1100 }, colorScheme })
  await page.goto(url)
  return { page, [Symbol.asyncDispose]: async () => await browser.close() }
}

/** Widths of the charts on a page: they are images, which have a size only where they are valid. */
async function chartWidths(page: Page): Promise<number[]> {
  const images = page.locator('img[src^="data:image/svg+xml"]')
  const widths = await images.evaluateAll((all) =>
    all.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
  )
  return widths.filter((width) => width > 300)
}

/** A name that would act in a page that took it for its own. */
const hostile = '<img src=x onerror="globalThis.hurt = 1"></script><script>globalThis.hurt = 1</script>'

const benchFile = `
import { expect, price, test } from 'vitest-llm-bench'
test('a short answer', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('short answer', { requests: 30 }, llama.complete('Why?', { maxTokens: 4 })).run()
  expect(run).toHaveSuccessRateAbove(0.5)
  expect(run).toHaveP99Below(60_000)
  expect(run).toReplace(price({ inputPerMTok: 1, outputPerMTok: 1, name: 'theirs' }), { latency: { p50: 60_000 } })
  await bench(${JSON.stringify(`plain function ${hostile}`)}, () => { Math.sqrt(2) }).run({ iterations: 20, time: 0 })
})
`

/** Whether a name became a part of the page. */
async function isHurt(page: Page): Promise<boolean> {
  return await page.evaluate(() => 'hurt' in globalThis)
}

test.skipIf(!existsSync(browserPath))(
  "Vitest's HTML report is one file, with charts and verdicts under the lines that measured and claimed",
  async () => {
    await using project = makeProject({
      'vitest.config.ts': configFile('', `reporters: ['default', ['html', { singleFile: true, outputDir: './ui' }]]`),
      'short.bench.ts': benchFile,
    })
    const { exitCode, output } = await runVitest(project, ['bench', '--run'])
    expect(exitCode, output).toBe(0)
    await using opened = await openPage(pathToFileURL(join(project.folder, 'ui', 'index.html')).href, 'dark')
    const { page } = opened
    await page.getByText('short.bench.ts').first().click()
    await page.getByText('a short answer').first().click()
    await page.getByText('short answer: p95 latency').first().waitFor()
    // The place is the person's own line.
    await page.getByText('short.bench.ts:5:').first().waitFor()
    await page.getByText('plain function <img src=x onerror="globalThis.hurt = 1">').first().waitFor()
    await page.getByText('theirs replaced in latency, as declared: pass').first().waitFor()
    await page.getByText('latency: p50 of latency below 60,000 ms').first().waitFor()
    await page.getByText('? inconclusive: p99 of latency below 60').first().waitFor()
    await page.getByText('short.bench.ts:7:').first().waitFor()
    await expect.poll(async () => (await chartWidths(page)).length).toBe(3)
    await page.getByText('Code', { exact: true }).first().click()
    await page.getByText('inconclusive: p99 of latency below 60').first().waitFor()
    expect(await isHurt(page)).toBe(false)
    await page.screenshot({ path: process.env['UI_SCREENSHOT'] ?? join(project.folder, 'ui.png') })
  },
)

test.skipIf(!existsSync(browserPath))("Vitest's UI shows the chart of a bench that was run", async () => {
  await using project = makeProject({ 'short.bench.ts': benchFile })
  await using vitest = startVitest(project, ['bench', '--ui', '--open=false', '--watch', '--api.host=127.0.0.1'])
  await vitest.printed(/Report: .*report\.md/u)
  const url = vitest.output().match(/http:\/\/(?:localhost|127\.0\.0\.1):\d+\/__vitest__\/\S*/u)?.[0] ?? ''
  await using opened = await openPage(url)
  const { page } = opened
  await page.getByText('short.bench.ts').first().click()
  await page.getByText('a short answer').first().click()
  await page.getByText('short answer: p95 latency').first().waitFor()
  await expect.poll(async () => (await chartWidths(page)).length).toBe(3)
  expect(await isHurt(page)).toBe(false)
})
