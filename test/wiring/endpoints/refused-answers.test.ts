import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SpawnedMockServer, spawnMockServer } from '../../../src/mock-server/index.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { runVitest } from '../../support/vitest.ts'

let server: SpawnedMockServer
beforeAll(async () => {
  server = await spawnMockServer({ ttft: 8, interToken: 2, tokens: 6, text: 'one two three four five six' })
})
afterAll(async () => await server.close())

test('an answer that its workload refuses is a failed request, in the report and in the journal', async () => {
  const url = JSON.stringify(server.url)
  await using project = makeProject({
    'validate.bench.ts': [
      imports,
      testOf(
        'own',
        `
  let seen = 0
  const odd = ({ text, finish, tokens }) => (finish === 'length' && tokens.output === 3 && text === 'one two three' && ++seen % 2 === 1 ? true : 'the answer is even')
  const run = await bench('own', { requests: 10, warmup: 0 }, endpoint(${url}).chat('Why?', { maxTokens: 3, validate: odd })).run()
  expect(run.samples.filter(({ state }) => state === 'failed')).toHaveLength(5)
  expect(run).toHaveSuccessRateAbove(0.9)`,
      ),
      testOf(
        'schema',
        `
  const run = await bench('schema', { requests: 4, warmup: 0 }, endpoint(${url}).chat('Why?', { maxTokens: 3, validate: { type: 'object' } })).run()`,
      ),
    ].join('\n'),
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode).toBe(1)
  expect(output).toMatch(/success rate/i)
  expect(runOf(project, 'own').requests).toMatchObject({
    attempted: 10,
    succeeded: 5,
    failures: { 'invalid-answer': 5 },
  })
  expect(output).toMatch(/bench "schema": none of 4 requests succeeded \(invalid-answer: not JSON: /)
  expect(runOf(project, 'schema').requests).toMatchObject({ failures: { 'invalid-answer': 4 } })
  const amended = project
    .journals()
    .flat()
    .filter((line) => line.includes('"amends"'))
  expect(amended).toHaveLength(9)
})
