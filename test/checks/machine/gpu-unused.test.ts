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

test('a GPU that was asked for while the CPU computed, and layers that did not fit', () => {
  const asked = (
    configuration: Record<string, string | number>,
    used: Partial<RunHeader['facts']['target']>,
  ): RunHeader => {
    const { facts } = runHeader()
    const target = { ...facts.target, kind: 'model' as const, configuration, totalLayers: 33, ...used }
    return runHeader({ facts: { ...facts, target } })
  }
  const cpu = { backend: 'cpu', gpuLayers: 0 } as const
  expect(check('gpu-unused', asked({ backend: 'cuda', gpuLayers: 'max' }, cpu), ten)?.status).toBe('invalid')
  expect(check('gpu-unused', asked({ backend: 'auto', gpuLayers: 12 }, cpu), ten)?.status).toBe('invalid')
  // All layers are asked for by default, of a machine without a GPU too.
  expect(check('gpu-unused', asked({ backend: 'auto', gpuLayers: 'max' }, cpu), ten)).toBeUndefined()
  expect(check('gpu-unused', asked({ backend: 'cpu', gpuLayers: 12 }, cpu), ten)).toBeUndefined()
  const onCuda = (gpuLayers: number) => ({ backend: 'cuda', gpuLayers }) as const
  expect(check('gpu-unused', asked({ gpuLayers: 'max' }, onCuda(20)), ten)?.status).toBe('warning')
  expect(check('gpu-unused', asked({ gpuLayers: 'max' }, onCuda(33)), ten)?.status).toBe('ok')
  expect(check('gpu-unused', asked({ gpuLayers: 20 }, onCuda(20)), ten)?.status).toBe('ok')
})
