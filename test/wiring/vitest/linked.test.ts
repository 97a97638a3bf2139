import { renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeProject, type Project } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

/** A project whose copy of this package is a folder of its own, linked as npm's workspaces link it. */
function linkedProject(files: Readonly<Record<string, string>>): Project {
  const project = makeProject({ ...files, 'packages/readme.md': '' })
  const installed = join(project.folder, 'node_modules/vitest-llm-bench')
  renameSync(installed, join(project.folder, 'packages/vitest-llm-bench'))
  symlinkSync('../packages/vitest-llm-bench', installed)
  return project
}

const head = `import { expect, simulated, test } from 'vitest-llm-bench'\n`
const failing: [what: string, body: string, message: string][] = [
  [
    'a program that ends at once',
    `await server.command({
      command: process.execPath, args: ['-e', 'setTimeout(() => process.exit(3), 100)'], url: 'http://127.0.0.1:9/v1',
    })`,
    'ended with code 3 before it was ready',
  ],
  ['a model that is not there', `await model('./missing.gguf')`, 'missing.gguf'],
  [
    'an endpoint that is not there',
    `await bench('x', endpoint('http://127.0.0.1:9/v1').chat('Hi')).run()`,
    'ECONNREFUSED',
  ],
  [
    'a claim that fails',
    `const run = await bench('x', { requests: 3 }, simulated({ ttft: 1, tpot: 1 }).chat('Hi', { maxTokens: 2 })).run()
     expect(run).toHaveP95Below(0.001, { accept: ['simulated'] })`,
    'expected p95 of latency below 0.001 ms',
  ],
  [
    'the test itself',
    `void bench('x', simulated({ ttft: 1, tpot: 1 }).chat('Hi')).run(); throw new Error('its own')`,
    'its own',
  ],
]

test.for(failing)('a linked package survives the end of a short run that fails: %s', async ([, body, message]) => {
  await using project = linkedProject({
    'x.bench.ts': `${head}test('x', async ({ bench, endpoint, model, server }) => { ${body} })\n`,
  })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(1)
  expect(output).toContain(message)
  expect(output).toContain('1 failed')
  expect(output).not.toMatch(/runner has been closed|Unhandled/)
})

test('a linked package measures, reports and claims as an installed one', async () => {
  await using project = linkedProject({
    'x.bench.ts': `${head}test('x', async ({ bench, model }) => {
  const llama = await model('synthetic:micro')
  const run = await bench('x', { requests: 3 }, llama.complete('Why?', { maxTokens: 2 })).run()
  expect(run).toHaveP50Below(60_000)
})\n`,
    'plain.test.ts': `import { expect, test } from 'vitest'
test('late matchers', () => { expect(() => expect({}).toHaveP50Below(1)).toThrow('toHaveP50Below: received') })\n`,
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode, output).toBe(0)
  const bench = await runVitest(project, ['bench', '--run'])
  expect(bench.exitCode, bench.output).toBe(0)
  expect(project.report().runs.map(({ name, claims }) => [name, claims.length])).toEqual([['x', 1]])
})
