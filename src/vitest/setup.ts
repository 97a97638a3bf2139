import { expect } from 'vitest'
import { lateMatchers } from './late-matchers.ts'

/**
 * Vitest's set-up file, named by the plugin: every test file has the matchers. They are read from the
 * disk when one is called first; a file that imports this package has them from there, which left a mark.
 */
if (!(Symbol.for('vitest-llm-bench.matchers') in globalThis)) expect.extend(lateMatchers)
