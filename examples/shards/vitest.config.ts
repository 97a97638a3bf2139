import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

export default defineConfig({
  // LLM_BENCH_URL says where the service is, LLM_BENCH_START_AT when all parts begin.
  plugins: [llmBench()],
})
