import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { configFile, makeProject } from '../../support/project.ts'
import { runVitest } from '../../support/vitest.ts'

const chromium = '/usr/bin/chromium'
const provider = new URL('../../../node_modules/@vitest/browser-playwright', import.meta.url)

/** Prints what the plugin, which comes before, has set in each project. */
const probe = `{
  name: 'probe',
  configureVitest({ project }) {
    const { benchmark, setupFiles, testTimeout } = project.config
    const ours = (path) => path.includes('vitest-llm-bench')
    const { 'vitest-llm-bench': context } = project.getProvidedContext()
    console.log('PROBE', project.name, JSON.stringify([
      benchmark.provider !== undefined, setupFiles.some(ours), context !== undefined, testTimeout > 60_000,
    ]))
  },
}`

/** A browser provider that serves nothing: enough for a project to be configured. */
const noBrowser = `{
  name: 'none', options: {}, supportedBrowser: ['chromium'],
  providerFactory: () => { throw new Error('no browser is started') },
  serverFactory: async () => ({
    plugins: [], config: () => ({}), configureServer() {}, resolveOptimizeDeps: () => ({}), setupRpc() {}, createParent: () => ({ spawn: () => ({ vite: {} }) }),
  }),
}`

function config(testOptions: string): string {
  return configFile('', testOptions).replace(/\)\],/, `), ${probe}],`)
}

const browser = `headless: true, provider: ${noBrowser}, instances: [{ browser: 'chromium' }]`

test('a project with a browser is left alone, its sibling is not', async () => {
  await using project = makeProject({
    'vitest.config.ts': config(`projects: [
      { extends: true, test: { name: 'node' } },
      { extends: true, test: { name: 'web', browser: { enabled: true, ${browser} } } },
    ]`),
  })
  const { output } = await runVitest(project, ['bench', '--run', '--passWithNoTests'])
  expect(output).toContain('PROBE web (chromium) (bench) [false,false,false,false]')
  expect(output).toContain('PROBE node (bench) [true,true,true,true]')
})

test('a browser that only the command line asks for is left alone', async () => {
  await using project = makeProject({ 'vitest.config.ts': config(`browser: { ${browser} }`) })
  const { output } = await runVitest(project, ['--run', '--browser', '--passWithNoTests'])
  expect(output).toContain('PROBE chromium [false,false,false,false]')
})

test.skipIf(!existsSync(chromium) || !existsSync(provider))(
  'tests and benches of a browser project run as without the plugin',
  async () => {
    await using project = makeProject({
      'vitest.config.ts': `import { playwright } from '@vitest/browser-playwright'\n${configFile(
        'run: { requests: 6 }',
        `projects: [
          { extends: true, test: { name: 'node', include: ['node/*.test.ts'], benchmark: { include: ['node/*.bench.ts'] } } },
          { extends: true, test: {
            name: 'web', include: ['web/*.test.ts'], benchmark: { include: ['web/*.bench.ts'] },
            browser: {
              enabled: true, headless: true, instances: [{ browser: 'chromium' }],
              provider: playwright({ launchOptions: { executablePath: '${chromium}', args: ['--no-sandbox'] } }),
            },
          } },
        ]`,
      )}`,
      'web/a.test.ts': `import { expect, test } from 'vitest'
test('has a page', () => { expect(document.body).toBeTruthy() })
`,
      'web/a.bench.ts': `import { expect, test } from 'vitest'
test('a function', async ({ bench }) => {
  const run = await bench('fn', () => { document.createElement('p') }).run({ time: 20 })
  expect(run.latency.samplesCount).toBeGreaterThan(0)
})
`,
      'node/a.bench.ts': `import { test } from 'vitest-llm-bench'
test('counted', async ({ bench, model }) => {
  await bench('counted', (await model('synthetic:micro')).complete('Why?', { maxTokens: 2 })).run()
})
`,
    })
    const tests = await runVitest(project, ['--run'])
    expect(tests.exitCode, tests.output).toBe(0)
    const benches = await runVitest(project, ['bench', '--run'])
    expect(benches.exitCode, benches.output).toBe(0)
    expect(project.report().runs.map(({ project: name, name: run }) => [name, run])).toEqual([['node', 'counted']])
  },
)
