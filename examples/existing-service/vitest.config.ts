import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

export default defineConfig({
  // LLM_BENCH_URL says where the service is, LLM_BENCH_MODEL and LLM_BENCH_API_KEY what it wants to be told.
  plugins: [llmBench({ run: { requests: 40, budget: 60_000 } })],
})
