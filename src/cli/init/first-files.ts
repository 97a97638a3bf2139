import type { FoundProject } from './found-project.ts'

/** Line that brings the plugin into a configuration. */
export const pluginImport = "import { llmBench } from 'vitest-llm-bench/plugin'"

/** A file to be written where there is none. */
export interface FirstFile {
  readonly path: string
  readonly text: string
}

/**
 * Files of a first bench: what a folder lacks of package.json, configuration and bench file.
 * @param url address of an endpoint to measure; null for a model, or a mock server where none can be loaded
 */
export function firstFiles(found: FoundProject, url: string | null): FirstFile[] {
  const end = found.isTypeScript ? 'ts' : 'js'
  const configEnd = found.isModule ? end : `m${end}`
  return [
    ...(found.hasManifest ? [] : [{ path: 'package.json', text: '{\n  "private": true,\n  "type": "module"\n}\n' }]),
    ...(found.config === null ? [{ path: `vitest.config.${configEnd}`, text: configText }] : []),
    { path: `bench/first.bench.${configEnd}`, text: benchText(found, url) },
  ]
}

const configText = `import { defineConfig } from 'vitest/config'
${pluginImport}

export default defineConfig({
  // Your machine's watts and your price of electricity, for costs: they are marked assumed until you set them.
  plugins: [llmBench(/* { power: { watts: 30 }, electricity: { usdPerKwh: 0.15 } } */)],
})
`

function benchText({ hasEngine }: FoundProject, url: string | null): string {
  if (url !== null) return endpointText(url)
  return hasEngine ? modelText : mockText
}

const modelText = `import { expect, test } from 'vitest-llm-bench'

test('a short answer', async ({ bench, model }) => {
  // Random weights in the shape of SmolLM2 135M: real speed, no download. Yours: 'hf:…', or a path to a .gguf file.
  const llama = await model('synthetic:smollm2-135m@Q4_0')
  const answer = llama.chat('Why is the sky blue?', { maxTokens: 16 })
  const run = await bench('short answer', { requests: 100 }, answer).run()
  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toHaveP95Below(60_000) // end-to-end latency, milliseconds: set what your users need
})
`

const mockText = `import { expect, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'

test('an endpoint', async ({ bench, endpoint, onTestFinished }) => {
  // A mock server with programmed times. Yours: endpoint('http://127.0.0.1:8000/v1'), and no mock.
  const mock = await spawnMockServer({ ttft: 20, interToken: 2, tokens: 16 })
  onTestFinished(async () => await mock.close())
  const answer = endpoint(mock.url).chat('Why is the sky blue?', { maxTokens: 16 })
  const run = await bench('short answer', { requests: 100 }, answer).run()
  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toHaveP95Below(60_000) // end-to-end latency, milliseconds: set what your users need
})
`

function endpointText(url: string): string {
  return `import { expect, test } from 'vitest-llm-bench'

test('an endpoint', async ({ bench, endpoint }) => {
  // A key goes in as an option: { apiKey: process.env.API_KEY }.
  const answer = endpoint(${JSON.stringify(url)}).chat('Why is the sky blue?', { maxTokens: 64 })
  const run = await bench('short answer', { requests: 100 }, answer).run()
  expect(run).toHaveSuccessRateAbove(0.9)
  expect(run).toHaveP95Below(60_000) // end-to-end latency, milliseconds: set what your users need
})
`
}
