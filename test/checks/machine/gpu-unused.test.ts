import { expect, test } from 'vitest'
import type { RunHeader } from '../../../src/plan/header.ts'
import { runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

test('a GPU that holds no layer is invalid, one that holds some is ok, a CPU is neither', () => {
  const on = (backend: 'cpu' | 'metal', gpuLayers: number): RunHeader => {
    const { facts } = runHeader()
    return runHeader({ facts: { ...facts, target: { ...facts.target, backend, gpuLayers } } })
  }
  expect(check('gpu-unused', on('metal', 0), ten)?.status).toBe('invalid')
  expect(check('gpu-unused', on('metal', 5), ten)?.status).toBe('ok')
  expect(check('gpu-unused', on('cpu', 0), ten)).toBeUndefined()
})
