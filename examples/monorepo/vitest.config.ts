import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Each package has a configuration of its own, with the plugin in it.
  test: { projects: ['packages/*'] },
})
