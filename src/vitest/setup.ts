import { expect } from 'vitest'
import { matchers } from '../matchers/index.ts'

/** Vitest's set-up file, named by the plugin: every test file has the matchers. */
expect.extend(matchers)
