import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { makeProject, type Project } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const bench = `import { test } from 'vitest-llm-bench'
test('x', () => {})
`
const olderNode = 'Node 22.12 or later is needed, this is v20.20.2: install a newer one from https://nodejs.org'

/** A module that makes a process say that it is an older Node. */
const saysOlder = `data:text/javascript,${encodeURIComponent(
  `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } })`,
)}`

/** Runs a program of a project, and gives what it printed and how it ended. */
async function run(project: Project, args: readonly string[], node = process.execPath): Promise<string> {
  const { all, exitCode } = await execa(node, args, {
    cwd: project.folder,
    all: true,
    reject: false,
    env: { NO_COLOR: '1', VITEST: undefined, NODE_OPTIONS: undefined },
  })
  return `${all}\nexit ${exitCode}`
}

/** Lines that name this package's error, and those of its stack. */
function ours(output: string): string[] {
  return output.split('\n').filter((line) => /is needed|^\s+at |is not a function/.test(line))
}

test('an older Node is one line of the configuration, and exit code 1', async () => {
  await using project = makeProject({ 'x.bench.ts': bench })
  const { exitCode, output } = await runVitest(project, ['bench', '--run'], { NODE_OPTIONS: `--import=${saysOlder}` })
  expect(exitCode).toBe(1)
  expect(ours(output)).toEqual([expect.stringContaining(olderNode)])
})

test('an older Node is one line of the program and of an import', async () => {
  await using project = makeProject({})
  const program = join(project.folder, 'node_modules/vitest-llm-bench/dist/src/cli/main.js')
  for (const args of [['--version'], ['compare', 'a.json', 'b.json'], ['mock']]) {
    expect(await run(project, [`--import=${saysOlder}`, program, ...args])).toBe(`llm-bench: ${olderNode}\nexit 2`)
  }
  const imported = await run(project, [`--import=${saysOlder}`, '-e', `await import('vitest-llm-bench/plugin')`])
  expect(imported).toContain(`LlmBenchError: ${olderNode}`)
  expect(ours(imported)).toHaveLength(1)
})

const systemNode = '/usr/bin/node'
const systemVersion = existsSync(systemNode) ? (await execa(systemNode, ['--version'])).stdout : 'v99'

test.skipIf(Number.parseInt(systemVersion.slice(1), 10) >= 22)('a real older Node says the same', async () => {
  await using project = makeProject({ 'x.bench.ts': bench })
  const program = join(project.folder, 'node_modules/vitest-llm-bench/dist/src/cli/main.js')
  const line = `Node 22.12 or later is needed, this is ${systemVersion}: install a newer one from https://nodejs.org`
  expect(await run(project, [program, 'selfcheck'], systemNode)).toBe(`llm-bench: ${line}\nexit 2`)
  const vitest = join(project.folder, 'node_modules/vitest/vitest.mjs')
  const output = await run(project, [vitest, 'bench', '--run'], systemNode)
  expect(ours(output)).toEqual([expect.stringContaining(line)])
  expect(output).toMatch(/exit 1$/)
})

/** A command that is no Vitest but a stand-in of its shape: it asks the plugin as that version did. */
const otherVitest = `
import config from '../../vitest.config.ts'
const [plugin] = config.plugins.flat()
process.env.VITEST = 'true'
await HOOK
console.log('nothing was measured')
`

const hooks: [version: string, hook: string][] = [
  ['2.1.9', `plugin.config({}, { command: 'serve', mode: 'test' })`],
  ['3.2.7', `plugin.configureVitest({ vitest: { version: '3.2.7', config: {} }, project: { config: {} } })`],
  ['4.1.12', `plugin.configureVitest({ vitest: { version: '4.1.12', config: {} }, project: { config: {} } })`],
  ['5.0.5', `plugin.configureVitest({ vitest: { version: '5.0.5', config: {} }, project: { config: {} } })`],
]

test.for(hooks)('Vitest %s is refused by the hook that it calls', async ([version, hook]) => {
  await using project = makeProject({
    'vitest.config.ts': `import { llmBench } from 'vitest-llm-bench/plugin'\nexport default { plugins: [llmBench()] }`,
    'other/vitest/package.json': JSON.stringify({ name: 'vitest', version, type: 'module' }),
    'other/vitest/vitest.mjs': otherVitest.replace('HOOK', hook),
  })
  const output = await run(project, [join(project.folder, 'other/vitest/vitest.mjs')])
  const line = `Vitest 5.1 or later is needed, this is ${version}: npm install --save-dev vitest@latest`
  expect(ours(output)).toEqual([expect.stringContaining(line)])
  expect(output).toMatch(/exit 1$/)
})

test('without the plugin a file that imports this package is told of an older Vitest too', async () => {
  await using project = makeProject({ 'vitest.config.ts': 'export default {}', 'x.test.ts': bench })
  const manifest = JSON.parse(project.read('node_modules/vitest/package.json')) as object
  // The package finds the version beside itself: a folder of its own with the real one behind it.
  project.write({
    'node_modules/vitest-llm-bench/node_modules/vitest/package.json': JSON.stringify({
      ...manifest,
      version: '4.1.12',
    }),
    ...Object.fromEntries(
      ['index.js'].map((name) => [
        `node_modules/vitest-llm-bench/node_modules/vitest/dist/${name}`,
        `export * from ${JSON.stringify(join(project.folder, 'node_modules/vitest/dist/index.js'))}`,
      ]),
    ),
  })
  const { exitCode, output } = await runVitest(project, ['--run'])
  expect(exitCode).toBe(1)
  expect(output).toContain('Vitest 5.1 or later is needed, this is 4.1.12: npm install --save-dev vitest@latest')
})
