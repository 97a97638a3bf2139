import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { githubPage, startBrowser } from '../test/reporters/github-page.ts'
import { makeProject, modelCache, type Project } from '../test/support/project.ts'

/**
 * Makes the pictures of README anew, from a real run of the bench file below: `node scripts/pictures.ts`. It takes two
 * minutes, needs Chromium, and wants a machine that does nothing else.
 */
const folder = 'docs/pictures'
const mostBytes = 150_000 // Held by test/docs/lengths.test.ts too.

const config = `
import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'
export default defineConfig({
  plugins: [
    llmBench({
      cacheDir: ${JSON.stringify(modelCache)},
      model: { backend: 'cpu', threads: 1 },
      power: { watts: 30 },
      electricity: { usdPerKwh: 0.15 },
    }),
  ],
  test: { reporters: ['default', ['html', { singleFile: true, outputDir: './ui' }]] },
})
`

const benchFile = `import { concurrent, expect, openai, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'

test('a short answer', async ({ bench, model }) => {
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const answer = llama.chat('Why is the sky blue?', { maxTokens: 16 })
  const run = await bench('short answer', { requests: 200 }, answer).run()
  expect(run).toHaveP95Below(2000)
  expect(run).toHaveP95Below(500, { of: 'ttft' })
  expect(run).toSaveCostVs(openai, 0.6)
})

test('ten clients', async ({ bench, endpoint, onTestFinished }) => {
  const mock = await spawnMockServer({ ttft: 20, interToken: 2, tokens: 40 })
  onTestFinished(async () => await mock.close())
  const answer = endpoint(mock.url).chat('Why is the sky blue?', { maxTokens: 40 })
  const run = await bench('10 clients', { load: concurrent(10), requests: 400 }, answer).run()
  expect(run).toMeetSLO({ ttft: { p95: 100 }, tpot: { p95: 20 } })
  expect(run).toHaveP95Below(100)
})
`

await using project = makeProject({ 'vitest.config.ts': config, 'bench/latency.bench.ts': benchFile })
measure(project)
mkdirSync(folder, { recursive: true })
const browser = await startBrowser()
try {
  await reportPicture(browser, project)
  await uiPicture(browser, project)
} finally {
  await browser.close()
}
for (const name of ['report.png', 'ui.png']) {
  const { size } = statSync(join(folder, name))
  process.stdout.write(`${folder}/${name}: ${Math.round(size / 1000)} kB\n`)
  if (size > mostBytes) process.exitCode = 1
}

/** One claim is meant not to hold, so that Vitest ends with 1. */
function measure({ folder: cwd }: Project): void {
  try {
    execFileSync('node', ['node_modules/vitest/vitest.mjs', 'bench', '--run'], { cwd, stdio: 'inherit' })
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error
  }
}

/** The front of the report as GitHub shows it: what failed, the answers and the targets. */
async function reportPicture(opened: Browser, made: Project): Promise<void> {
  const [front = ''] = made.read('llm-bench-report/report.md').split('\n## Business impact')
  const page = await githubPage(opened, front.replaceAll(/!\[[^\]]*\]\([^)]*\)/g, ''))
  await page.setViewportSize({ width: 1076, height: 400 })
  await page.addStyleTag({ content: 'article { margin: 24px 32px } h2 { border-bottom: 1px solid #d1d9e0 }' })
  const whole = Math.ceil((await page.locator('article').boundingBox())?.height ?? 0) + 48
  // More is open on a busy machine: as much of it as the bytes allow.
  for (let height = Math.min(940, whole), size = Infinity; size > mostBytes; height -= 100) {
    const clip = { x: 0, y: 0, width: 1076, height }
    size = (await page.screenshot({ path: join(folder, 'report.png'), fullPage: true, clip })).byteLength
  }
}

/** A bench of Vitest's UI, with its chart and its claims. */
async function uiPicture(opened: Browser, made: Project): Promise<void> {
  const page = await opened.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'dark' })
  await page.goto(pathToFileURL(join(made.folder, 'ui', 'index.html')).href)
  await page.getByText('latency.bench.ts').first().click()
  await page.getByText('ten clients').first().click()
  await page.getByText('10 clients: p95 latency').first().waitFor()
  await page.screenshot({ path: join(folder, 'ui.png') })
}
