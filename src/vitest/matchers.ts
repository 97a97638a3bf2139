import { expect } from 'vitest'
import { matchers } from '../matchers/index.ts'

/**
 * Gives Vitest's `expect` the matchers, and leaves a mark for the set-up file. It is the set-up file itself
 * in pools whose modules live in a context of their own, where nothing can be read later.
 */
expect.extend(matchers)
Object.defineProperty(globalThis, Symbol.for('vitest-llm-bench.matchers'), { value: true, configurable: true })
