import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { sound, tripped } from '../support/endpoint-checks.ts'
import { runHeader } from '../../support/samples.ts'
import { check, ten } from '../support/checked-run.ts'

test('threads and layers that are known of a server here are judged, a server elsewhere has its own cores', () => {
  const threads = { threads: 64, backend: 'cpu' } as const
  expect(tripped(endpointHeader(threads), sound)).toEqual({})
  expect(tripped(endpointHeader({ ...threads, kind: 'server', spec: 'http://localhost:1/v1' }), sound)).toEqual({
    'threads-above-cores': 'warning',
  })
})

test('more threads than cores is a warning', () => {
  const { facts } = runHeader()
  const many = runHeader({ facts: { ...facts, target: { ...facts.target, threads: 4096 } } })
  expect(check('threads-above-cores', many, ten)?.status).toBe('warning')
  expect(check('threads-above-cores', runHeader(), ten)?.status).toBe('ok')
})
