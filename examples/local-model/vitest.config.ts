import { defineConfig } from 'vitest/config'
import { llmBench } from 'vitest-llm-bench/plugin'

export default defineConfig({
  plugins: [
    llmBench({
      // One name for the model in all bench files. Random weights in the shape of SmolLM2 135M: real speed, noise for
      // text, no download. A real one: 'hf:bartowski/SmolLM2-135M-Instruct-GGUF:Q4_K_M', or a path to a .gguf file.
      models: { assistant: 'synthetic:smollm2-135m@Q4_0' },
      model: { backend: 'cpu', threads: 1 },
    }),
  ],
})
