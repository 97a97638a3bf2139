import { expect, test } from 'vitest'
import { optionsOf } from '../../src/option-check/call.ts'

test('a call is written with the path of an option, or with all of its options', () => {
  expect(optionsOf('endpoint')('timeout.stall')).toBe('endpoint({ timeout.stall })')
  expect(optionsOf('endpoint')('')).toBe('endpoint(options)')
  expect(optionsOf('model', 'spec')('threads')).toBe('model(spec, { threads })')
  expect(optionsOf('loadSweep', '"s"', 'workload')('')).toBe('loadSweep("s", workload, options)')
})
