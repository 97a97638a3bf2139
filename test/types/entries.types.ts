import { expect as ownExpect } from 'vitest'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import type { LlmRun } from 'vitest-llm-bench'
import { type LlmFixtures, test } from 'vitest-llm-bench/fixtures'
import { matchers } from 'vitest-llm-bench/matchers'
import { type MockServer, spawnMockServer, startMockServer } from 'vitest-llm-bench/mock-server'
import { llmBench, type LlmBenchOptions } from 'vitest-llm-bench/plugin'
import { type Report, renderJson, renderMarkdown, summaryTable } from 'vitest-llm-bench/reporters'

/** Compiled by the type check, never run: what may and may not be written with the other entries. */
const options: LlmBenchOptions = { power: { watts: 30 }, electricity: { usdPerKwh: 0.15 }, profiles: { nightly: {} } }
export const config: ViteUserConfig = defineConfig({ plugins: [llmBench(options)] })
// @ts-expect-error a misspelt option
llmBench({ powers: { watts: 30 } })
// @ts-expect-error watts are a number
llmBench({ power: { watts: '30' } })

export async function serve(): Promise<string> {
  await using server: MockServer = await startMockServer({ ttft: 20, faults: [{ kind: 'refuse-500', every: 10 }] })
  await using spawned = await spawnMockServer({ interToken: 2, tokens: 40 })
  // @ts-expect-error a misspelt option
  await startMockServer({ tfft: 20 })
  // @ts-expect-error no such fault
  await spawnMockServer({ faults: [{ kind: 'refuse-999', every: 10 }] })
  const stamps: Float64Array | undefined = (await spawned.stamps())[0]?.writes
  return `${server.url} ${stamps?.length ?? 0}`
}

export function render(report: Report): string {
  const failed: number = report.runs[0]?.requests.failed ?? 0
  return (
    renderMarkdown(report) + renderJson(report) + summaryTable(report, { reportPath: 'report.md' }) + String(failed)
  )
}

ownExpect.extend(matchers)

test('fixtures', async ({ bench, measure, endpoint }) => {
  const open: LlmFixtures['endpoint'] = endpoint
  const run: LlmRun = await bench('a', open('http://127.0.0.1:8000/v1').chat('Why?', { maxTokens: 4 })).run()
  ownExpect(run).toHaveP95Below(50)
  ownExpect(run).toMeetSLO({ ttft: { p95: 200 } })
  // @ts-expect-error nothing to measure
  await measure()
})
