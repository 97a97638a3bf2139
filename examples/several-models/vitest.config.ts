import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

export default defineConfig({
  plugins: [
    llmBench({
      // Random weights: real speed and memory, no download. Yours: 'hf:…', or a path to a .gguf file.
      models: { router: 'synthetic:smollm2-135m@Q4_0', writer: 'synthetic:smollm2-135m@Q8_0' },
      model: { backend: 'cpu', threads: 1 },
    }),
  ],
})
