import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'

test('a bench is measured against itself in new processes, and its floors are kept', { timeout: 240_000 }, async () => {
  await using project = makeProject({
    'vitest.config.ts': configFile(),
    'a.bench.ts': `
import { test } from 'vitest-llm-bench'
test('short', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  await bench('short', { requests: 30 }, llama.complete('Why?', { maxTokens: 4 })).run()
})
`,
  })
  const program = join(project.folder, 'node_modules/vitest-llm-bench/dist/src/cli/main.js')
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    [program, 'noise', 'a.bench.ts', '--launches', '2'],
    {
      cwd: project.folder,
      reject: false,
      timeout: 200_000,
    },
  )
  expect(exitCode, stderr).toBe(0)
  expect(stdout).toMatch(/^bench +metric +launches +spread +visible +launches for 5 % +time for 5 %$/mu)
  expect(stdout).toMatch(/^short +latency +2 /mu)
  const folder = join(project.folder, '.llm-bench/noise')
  const file = readdirSync(folder).find((name) => name.endsWith('.json')) ?? ''
  const { floors } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { floors: { metric: string; n: number }[] }
  expect(floors.find(({ metric }) => metric === 'latency')?.n).toBe(30)
})
