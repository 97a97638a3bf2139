import { expect, test } from 'vitest'
import { writingLess } from '../../../src/cli/bench/run-command-line.ts'

const configured = { history: true, baseline: 'release', maxUsd: 5 }

test('the options of a project hold, but those that write into its own files', () => {
  expect(writingLess(configured, null)).toEqual({ history: false, maxUsd: 5 })
  expect(writingLess(configured, 'quick')).toEqual({ history: false, maxUsd: 5 })
})

test('the mode that saves a baseline does so under the name that the project has for it', () => {
  expect(writingLess(configured, 'baseline')).toEqual({ history: false, baseline: 'release', maxUsd: 5 })
})
