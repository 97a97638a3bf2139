import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prices } from '../../../src/cost/prices.ts'
import { metricDefinitions } from '../../../src/metrics/definitions.ts'
import { offeredAt, shownAt } from '../../models/registry/language-server.ts'
import { makeProject } from '../../support/project.ts'

const config = '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2024", "types": [] } }'
const head = `import { anthropic, expect, google, openai, type LlmRun } from 'vitest-llm-bench'
declare const run: LlmRun
`

test('the editor offers metrics and names of prices, and says over of: what each metric is', async () => {
  const names = `${head}expect(run).toHaveP95Below(20, { of: '|' })
expect(run).toOutperform(run, { of: '|' })
expect(run).toSaveCostVs(openai('|'), 0.6)
expect(run).toSaveCostVs(anthropic('|'), 0.6)
expect(run).toSaveCostVs(google('|'), 0.6)
`
  const hover = `${head}expect(run).toHaveP95Below(20, { o|f: 'ttft' })
expect(run).toHaveP|95Below(20)
`
  await using project = makeProject({ 'tsconfig.json': config, 'names.bench.ts': names, 'hover.bench.ts': hover })
  const [percentile, comparison, ...listed] = await offeredAt(project.folder, 'names.bench.ts')
  for (const offered of [percentile, comparison])
    expect(offered).toEqual(expect.arrayContaining(Object.keys(metricDefinitions)))
  expect(listed.map((offered) => offered.length > 9)).toEqual([true, true, true])
  expect(listed[0]).toContain('gpt-4o')
  expect(listed[1]).toContain('claude-opus-5')
  expect(listed[2]).toContain('gemini-2.5-pro')
  const [of, matcher] = await shownAt(project.folder, 'hover.bench.ts')
  for (const { name, unit } of Object.values(metricDefinitions)) expect(of).toContain(`\`${name}\` (${unit}): `)
  expect(matcher).toContain('the 95th percentile lies below a limit')
})

test('every name that the editor offers has a price', () => {
  const text = readFileSync(new URL('../../../src/cost/listed-names.ts', import.meta.url), 'utf8')
  const parts = text.split(/readonly (openai|anthropic|google):/u).slice(1)
  for (const provider of ['openai', 'anthropic', 'google'] as const) {
    const names = [...(parts[parts.indexOf(provider) + 1] ?? '').matchAll(/'([^']+)'/gu)].map(([, name]) => name ?? '')
    expect(names.length).toBeGreaterThan(9)
    for (const name of names) expect(prices[provider](name).label).toContain(name)
  }
})
