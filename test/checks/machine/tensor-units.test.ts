import { expect, test } from 'vitest'
import type { RunHeader } from '../../../src/plan/header.ts'
import { runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

const on = (device: string, tensorUnits: boolean | null): RunHeader => {
  const { facts } = runHeader()
  return runHeader({
    facts: { ...facts, target: { ...facts.target, backend: 'metal', gpuLayers: 5, device, tensorUnits } },
  })
}

test('an M5 or later whose tensor units are not used is warned of; others have none', () => {
  expect(check('tensor-units', on('Apple M5 Max', false), ten)?.status).toBe('warning')
  expect(check('tensor-units', on('Apple M12', false), ten)?.message).toContain('update macOS and node-llama-cpp')
  expect(check('tensor-units', on('Apple M5', true), ten)?.status).toBe('ok')
  expect(check('tensor-units', on('Apple M4 Max', false), ten)).toBeUndefined()
  expect(check('tensor-units', on('Apple M5', null), ten)).toBeUndefined()
})
