import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

// The tests make claims on constructed runs, which belong in no report: the plugin is for benchmarks.
const isBench = process.argv.includes('bench')

const config: ViteUserConfig = defineConfig({
  plugins: isBench ? [llmBench({ profiles: { overhead: {}, servers: {} } })] : [],
  test: {
    include: ['test/**/*.test.ts'],
    // The tests start whole Vitest processes and models of their own.
    testTimeout: 120_000,
    fileParallelism: false,
  },
})

export default config
