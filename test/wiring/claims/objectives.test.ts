import { expect, test } from 'vitest'
import { makeProject } from '../../support/project.ts'
import { unlessDisturbed } from '../../support/verdict.ts'
import { runVitest } from '../../support/vitest.ts'

test('comparisons, objectives and goodput are judged on real runs and reach the report', async () => {
  await using project = makeProject({
    'judged.bench.ts': `
import { expect, test } from 'vitest-llm-bench'
test('compare', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const options = { requests: 80 }
  const result = await bench.compare(
    bench('long', options, llama.complete({ tokens: 400 }, { maxTokens: 4, ignoreEos: true })),
    bench('short', options, llama.complete({ tokens: 8 }, { maxTokens: 4, ignoreEos: true })),
  )
  expect(result.get('short')).toOutperform(result.get('long'))
  expect(result.get('long')).not.toOutperform(result.get('short'))
  expect(result.get('long')).not.toBeEquivalentTo(result.get('short'))
})
test('objective', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('served', { requests: 300 }, llama.complete('Why?', { maxTokens: 6 })).run()
  expect(run).toMeetSLO({ ttft: { p95: 60_000 }, tpot: { p95: 60_000 }, successRate: 0.9 })
  expect(run).toMeetSLO('mlperf:llama3.1-8b-interactive')
  expect(run).toHaveGoodputAbove(0.9, { ttft: 60_000, tpot: 60_000 })
})
`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  const claims = project
    .report()
    .runs.flatMap((run) => run.claims.map(({ matcher, verdict }) => `${run.name} ${matcher} ${verdict}`))
  const [long, short, served] = project.report().runs
  expect(claims).toContain(`short toOutperform ${unlessDisturbed(short?.claims[0], 'pass')}`)
  expect(claims).toContain(`long toOutperform ${unlessDisturbed(long?.claims[0], 'pass')}`)
  expect(claims.filter((claim) => claim.startsWith('served toMeetSLO'))).toHaveLength(5)
  const goodput = served?.claims.find(({ matcher }) => matcher === 'toHaveGoodputAbove')
  expect(claims).toContain(`served toHaveGoodputAbove ${unlessDisturbed(goodput, 'pass')}`)
})
