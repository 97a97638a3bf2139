import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

const config: ViteUserConfig = defineConfig({
  plugins: [llmBench()],
  test: {
    include: ['test/**/*.test.ts'],
    // The tests start whole Vitest processes and models of their own.
    testTimeout: 120_000,
    fileParallelism: false,
  },
})

export default config
