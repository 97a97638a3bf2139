import { expect, test } from 'vitest'
import { type SpawnedMockServerOptions, spawnMockServer } from '../../../src/mock-server/index.ts'
import type { RunRecord } from '../../../src/record/run.ts'
import { imports, testOf } from '../../support/bench-file.ts'
import { makeProject } from '../../support/project.ts'
import { runOf } from '../../support/runs-of.ts'
import { validateReport } from '../../support/schema.ts'
import { runVitest } from '../../support/vitest.ts'

const quick = { ttft: 5, interToken: 1, tokens: 4, coldStart: 300, slots: 2 } as const

/** Servers that tell something only once they have answered, and what they tell. */
const servers: Readonly<Record<string, readonly [SpawnedMockServerOptions, Partial<RunRecord['target']>]>> = {
  ollama: [
    { software: 'ollama' },
    { engine: 'ollama 0.0.0-mock', contextSize: 4096, quantization: 'Q4_0', configuration: { digest: 'mock' } },
  ],
  router: [
    { software: 'llama-router' },
    { engine: 'llama.cpp b1-mock', contextSize: 2048, quantization: 'Q4_0', configuration: { slots: 2 } },
  ],
  swap: [{ software: 'llama-swap' }, { contextSize: 2048, quantization: 'Q4_0', configuration: { slots: 2 } }],
  studio: [{ software: 'lm-studio' }, { engine: 'LM Studio', contextSize: 4096, quantization: 'Q4_0' }],
  litellm: [{ software: 'litellm' }, { engine: 'litellm 0.0.0-mock' }],
  mlx: [{ software: 'mlx-lm' }, { engine: 'mlx-lm 0.0.0' }],
}

test('a first run on a cold server has the record of a second one', async () => {
  await using stack = new AsyncDisposableStack()
  const tests: string[] = []
  const asked = (name: string, url: string, options: string): string =>
    testOf(name, `await bench('${name}', { ${options} }, endpoint('${url}').chat('Why?', { maxTokens: 4 })).run()`)
  for (const [name, [options]] of Object.entries(servers)) {
    const { url } = stack.use(await spawnMockServer({ ...quick, ...options }))
    tests.push(asked(`${name} cold`, url, 'requests: 3'), asked(`${name} warm`, url, 'requests: 3'))
  }
  const ollama = stack.use(await spawnMockServer({ ...quick, software: 'ollama' }))
  tests.push(asked('no warm-up', ollama.url, 'requests: 3, warmup: 0'))
  const clients = stack.use(await spawnMockServer({ ...quick, software: 'ollama' }))
  tests.push(asked('clients', clients.url, 'requests: 6, load: concurrent(3)'))
  await using project = makeProject({ 'late.bench.ts': [imports, ...tests].join('\n') })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'])
  expect(exitCode, output).toBe(0)
  expect(validateReport(project.report())).toEqual([])
  const { fingerprints } = project.report()
  const hashOf = ({ id }: RunRecord): string | undefined => fingerprints.find(({ run }) => run === id)?.hash
  for (const [name, [, told]] of Object.entries(servers)) {
    const [cold, warm] = [runOf(project, `${name} cold`), runOf(project, `${name} warm`)]
    expect(cold.target, name).toMatchObject(told)
    expect(cold.target, name).toEqual(warm.target)
    expect(hashOf(cold), name).toBe(hashOf(warm))
  }
  // Of a server by its address the memory of a model is the server's own word for it.
  const declared = { bytes: expect.toSatisfy((bytes: number) => bytes > 0), vramBytes: 0 }
  for (const name of ['cold', 'warm'])
    expect(runOf(project, `ollama ${name}`).memory).toMatchObject({ peakRssBytes: null, declared })
  expect(runOf(project, 'studio warm').memory.declared).toBeNull()
  expect(runOf(project, 'ollama cold').coldRequest?.cause).toBe('model-load')
  for (const name of ['no warm-up', 'clients'])
    expect(runOf(project, name).target, name).toMatchObject(servers['ollama']?.[1] ?? {})
  // Nobody is asked to generate anything for it.
  const counts = { 'no warm-up': ollama, clients }
  for (const [name, server] of Object.entries(counts)) {
    const { requests, warmup } = runOf(project, name)
    expect((await server.stamps()).length, name).toBe(requests.attempted + warmup.requests)
  }
})
