import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

export default defineConfig({
  plugins: [llmBench({ run: { requests: 60 }, history: true })],
  // One file, for whoever opens the job's artifact.
  test: { reporters: ['default', ['html', { singleFile: true }]] },
})
