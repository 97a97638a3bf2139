import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import type { HistoryTrendRecord } from '../../../src/record/history/history.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const bench = (name: string): string => `
import { test } from 'vitest-llm-bench'
test('kept', async ({ bench, model }) => {
  const llama = await model('synthetic:micro', { threads: 1 })
  await bench('${name}', { requests: 20, warmup: 1 }, llama.complete('Why?', { maxTokens: 8 })).run()
})
`

test('shards write their runs into one history side by side, and a later run finds them', async () => {
  await using project = makeProject({ 'a.bench.ts': bench('one'), 'b.bench.ts': bench('two') })
  const env = { LLM_BENCH_HISTORY: 'on' }
  const shard = async (part: number): Promise<void> => {
    const { exitCode, output } = await runVitest(project, ['bench', '--run', `--shard=${part}/2`], {
      ...env,
      LLM_BENCH_OUTPUT: join(project.folder, `report-${part}`),
    })
    expect(exitCode, output).toBe(0)
    expect(output).toContain('History: 1 run written')
  }
  await Promise.all([shard(1), shard(2)])
  const path = join(project.folder, '.llm-bench/history.jsonl')
  expect(readFileSync(path, 'utf8').trimEnd().split('\n').map(keyOf).toSorted()).toEqual([
    'a.bench.ts › kept › one',
    'b.bench.ts › kept › two',
  ])
  const { output } = await runVitest(project, ['bench', '--run', 'a.bench.ts'], env)
  expect(output).toContain('History: 1 run written')
  const [trend] = project.report().history
  expect(trend).toMatchObject({ key: 'a.bench.ts › kept › one', figure: 'latency-p50', provenance: 'synthetic' })
  expect(trend?.points).toHaveLength(2)
  expect(project.read('llm-bench-report/report.md')).toContain('## History')
  const command = join(project.folder, 'node_modules/vitest-llm-bench/dist/src/cli/main.js')
  const shown = await execa(process.execPath, [command, 'history', '--metric', 'latency-p50', '--json'], {
    cwd: project.folder,
  })
  const { trends } = JSON.parse(shown.stdout) as { trends: HistoryTrendRecord[] }
  expect(trends.map(({ points }) => points.length)).toEqual([2, 1])
})

function keyOf(line: string): string {
  return (JSON.parse(line) as { key: string }).key
}
