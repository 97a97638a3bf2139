import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { selfTestCode } from '../../../src/cli/noise/run-self-test.ts'
import { selfTestText } from '../../../src/cli/noise/self-test-text.ts'
import type { SelfTestJudgement } from '../../../src/cli/noise/judge-self-test.ts'
import { configFile, makeProject } from '../../support/project.ts'

const target = { kind: 'model', model: 'm', spec: 'synthetic:micro' } as const

function tested(outcome: SelfTestJudgement['outcome'] | null): Parameters<typeof selfTestText>[0]['benches'][number] {
  const judgement = outcome === null ? null : { outcome, same: null, slower: null, visible: 0.082, wanted: 14 }
  return { key: 'a › t › r', name: 'r', target, judgement, tokens: [4, 5] }
}

test('the code of what was found: one wrong verdict is enough, then one that cannot be told', () => {
  expect(selfTestCode({ benches: [tested('right'), tested(null)] })).toBe(0)
  expect(selfTestCode({ benches: [tested('right'), tested('blind'), tested('wrong')] })).toBe(1)
  expect(selfTestCode({ benches: [tested('right'), tested('blind')] })).toBe(3)
  expect(selfTestCode({ benches: [tested(null)] })).toBe(2)
})

test('a floor that is too high is said with its figures and the way out', () => {
  expect(selfTestText({ benches: [tested('blind')], launches: 5 })).toMatch(
    /r: the floor is too high to tell 10 % from 5 %: 5 launches of each show 8\.2 % or more; about 14 launches of each would do \(--launches 14\), or more requests in each$/u,
  )
})

test(
  'a local model and a mock server are slowed down by the real path, nothing else is',
  { timeout: 400_000 },
  async () => {
    await using project = makeProject({
      'vitest.config.ts': configFile(),
      'a.bench.ts': `
import { simulated, test } from 'vitest-llm-bench'
import { spawnMockServer } from 'vitest-llm-bench/mock-server'
test('each kind', async ({ bench, model, endpoint }) => {
  const llama = await model('synthetic:micro')
  await bench('model', { requests: 30 }, llama.complete('Why?', { maxTokens: 16 })).run()
  const server = await spawnMockServer({ ttft: 40, interToken: 2, tokens: 5 })
  await bench('mock', { requests: 30 }, endpoint(server.url).chat('Why?', { maxTokens: 5 })).run()
  await server.close()
  const soon = simulated({ ttft: 1, tpot: 1 })
  await bench('nobody', { requests: 5 }, soon.chat('Why?', { maxTokens: 2 })).run()
})
`,
    })
    const program = join(project.folder, 'node_modules/vitest-llm-bench/dist/src/cli/main.js')
    const { exitCode, stdout, stderr } = await execa(
      process.execPath,
      [program, 'noise', 'a.bench.ts', '--self-test', '--launches', '2', '--json'],
      { cwd: project.folder, reject: false, timeout: 380_000 },
    )
    // Which verdicts are right is a matter of how busy this machine is.
    expect([0, 1, 3], stderr).toContain(exitCode)
    const said = JSON.parse(stdout) as {
      exitCode: number
      benches: { name: string; outcome: string | null; slower: { ratio: number } | null; tokens: [number, number] }[]
    }
    expect(said.exitCode).toBe(exitCode)
    const bench = (name: string) => said.benches.find((each) => each.name === name)
    expect(bench('mock')?.outcome).not.toBeNull()
    expect(bench('mock')?.tokens).toEqual([5, 5])
    const [plain, slowed] = bench('model')?.tokens ?? []
    expect(plain).toBe(16)
    expect(slowed).toBeGreaterThanOrEqual(17)
    expect(bench('model')?.outcome).not.toBeNull()
    expect(bench('nobody')).toMatchObject({ outcome: null, slower: null })
  },
)
