import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

export default defineConfig({
  plugins: [llmBench({ run: { requests: 40 } })],
  test: { name: 'chat' },
})
