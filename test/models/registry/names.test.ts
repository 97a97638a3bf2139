import { expect, test } from 'vitest'
import { offeredAt } from './language-server.ts'
import { makeProject } from '../../support/project.ts'

const config = '{ "compilerOptions": { "strict": true, "module": "nodenext", "target": "es2024", "types": [] } }'

const bench = `
import { test } from 'vitest-llm-bench'
test('names', async ({ model, server, configurations }) => {
  await model('|')
  await server.llamaServer({ model: '|' })
  await configurations('all', { model: '|', quantization: ['|'] }, (each) => each.complete('Why?'))
})
`

const models = `
export const models = { small: 'synthetic:micro', chat: { spec: 'hf:user/repo:Q4_K_M', license: 'mit' } } as const
declare module 'vitest-llm-bench' {
  interface Register {
    models: typeof models
  }
}
`

test('the editor offers names, shapes and quantizations where a model is named', async () => {
  await using project = makeProject({ 'tsconfig.json': config, 'a.bench.ts': bench })
  const shapes = ['synthetic:micro', 'synthetic:smollm2-135m@Q4_0', 'synthetic:llama-3.1-8b@F16']
  const before = await offeredAt(project.folder, 'a.bench.ts')
  for (const offered of before.slice(0, 3)) {
    expect(offered).toEqual(expect.arrayContaining(shapes))
    expect(offered).not.toContain('small')
  }
  expect(before[3]).toEqual(expect.arrayContaining(['Q4_0', 'Q8_0', 'F16', 'Q4_K_M']))
  project.write({ 'models.ts': models })
  const registered = await offeredAt(project.folder, 'a.bench.ts')
  for (const offered of registered.slice(0, 3)) {
    expect(offered).toEqual(expect.arrayContaining(['small', 'chat', ...shapes]))
  }
})
