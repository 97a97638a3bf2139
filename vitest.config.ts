import { configDefaults, defineConfig, type ViteUserConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

// The tests make claims on constructed runs, which belong in no report: the plugin is for benchmarks.
const isBench = process.argv.includes('bench')

const common = {
  // The tests start whole Vitest processes and models of their own.
  testTimeout: 120_000,
  // Other suites on this machine are not waited for.
  env: { LLM_BENCH_LOCKS: 'off' },
}

/**
 * What starts real processes on a machine that may be anybody's: in CI a test of these that failed is tried once more,
 * and Vitest says so.
 */
const real = { ...common, retry: process.env['CI'] === undefined ? 0 : 1 }

/** Tests that compute alone: they start no process, open no socket and look at no clock, so that each core runs some. */
const computing = [
  'baseline',
  'checks',
  'cost',
  'imports',
  'intrinsic',
  'matchers',
  'metrics',
  'option-check',
  'plan',
  'quality',
  'stats',
  'sweeps',
  'verdicts',
  'workload',
].map((room) => `test/${room}/**/*.test.ts`)

/**
 * Tests that start processes and wait for them, two files at a time: none of them fails for what runs beside it.
 * Claims, clocks, the rates of loads, and what is said of a machine that others use are tested alone.
 */
const beside = [
  'test/{baseline,broker,engines,fixtures,http,mock-server,models,owned}/**/*.test.ts',
  'test/{docs,reporters,requesters,samples,scripts,targets,vitest}/**/*.test.ts',
  'test/servers/**/*.test.ts',
  'test/cli/*.test.ts',
  'test/cli/{ab,commands,compare,init}/**/*.test.ts',
  'test/plugin.test.ts',
  'test/wiring/{editor,endpoints,energy,models,quality,recordings,servers,simulate,tasks,vitest}/**/*.test.ts',
  'test/wiring/claims/git-bisect.test.ts',
]

const config: ViteUserConfig = defineConfig({
  plugins: isBench ? [llmBench({ profiles: { overhead: {}, servers: {} } })] : [],
  test: isBench
    ? // The examples are projects of their own: `npm run examples`.
      { testTimeout: common.testTimeout, benchmark: { exclude: [...configDefaults.exclude, 'examples/**'] } }
    : {
        projects: [
          { test: { ...common, name: 'computing', include: computing, sequence: { groupOrder: 0 } } },
          {
            test: {
              ...real,
              name: 'beside',
              include: beside,
              exclude: [...configDefaults.exclude, ...computing],
              maxWorkers: 2,
              sequence: { groupOrder: 1 },
            },
          },
          {
            test: {
              ...real,
              name: 'alone',
              include: ['test/**/*.test.ts'],
              exclude: [...configDefaults.exclude, ...computing, ...beside],
              fileParallelism: false,
              sequence: { groupOrder: 2 },
            },
          },
        ],
      },
})

export default config
