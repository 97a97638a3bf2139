import { expect, test } from 'vitest'
import { spawnMockServer } from '../../../src/mock-server/index.ts'
import { makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const benchFile = `
import { test } from 'vitest-llm-bench'
test('in turns', async ({ models, server }) => {
  const llama = await server.llamaServer({ models: { small: 'synthetic:micro', large: 'synthetic:micro@F16' } })
  const { measure } = await models([llama.model('small'), llama.model('large')])
  await measure('in turns', (model) => model.chat('Why?', { maxTokens: 4 }), { route: 'round-robin', requests: 8 })
})
`

test('of models that take turns one that the service lacks is named, and the other is measured', async () => {
  const service = await spawnMockServer({ ttft: 1, tokens: 4, models: ['small', 'another'] })
  try {
    await using project = makeProject({ 'a.bench.ts': benchFile })
    const { output } = await runVitest(project, ['bench', '--run'], {
      LLM_BENCH_LOCKS: 'off',
      LLM_BENCH_URL: service.url,
    })
    expect(output).toContain('1 of the models broke, the others were measured: "large": http://127.0.0.1')
    expect(output).toContain('has no model "large" (it has: small, another)')
    expect(project.report().runs.map(({ name, requests }) => [name, requests.succeeded])).toEqual([
      ['in turns: small (round-robin)', 4],
    ])
  } finally {
    await service.close()
  }
})
