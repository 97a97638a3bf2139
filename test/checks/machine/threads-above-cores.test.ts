import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { conditions, sound, tripped } from '../support/endpoint-checks.ts'
import { runEnd, runHeader } from '../../support/samples.ts'
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

test('of cores that other programs used meanwhile, a local model’s threads have the others', () => {
  const { facts } = runHeader()
  const model = (threads: number) =>
    runHeader({ cores: 4, facts: { ...facts, target: { ...facts.target, kind: 'model', threads } } })
  const others = (othersCores: number) => ({
    ...runEnd,
    loadHosts: 1,
    conditions: conditions({ othersCores }).conditions ?? null,
  })
  expect(check('threads-above-cores', model(4), ten, others(1.9))).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('of which other programs used 2 meanwhile: set threads to 2, or close them'),
  })
  expect(check('threads-above-cores', model(4), ten, others(0.4))?.status).toBe('ok')
  expect(check('threads-above-cores', model(2), ten, others(1.9))?.status).toBe('ok')
})

test('threads of models that answer at the same time are added up', () => {
  const { facts } = runHeader()
  const together = (threads: number) =>
    runHeader({
      cores: 2,
      facts: { ...facts, target: { ...facts.target, kind: 'model', threads: 1 } },
      together: {
        id: 'a',
        name: 'three',
        model: 'one',
        models: ['one', 'two', 'three'],
        beside: ['two', 'three'],
        route: 'all',
        loading: 'sequence',
        threads,
        memoryBudget: null,
        missing: [],
      },
    })
  expect(check('threads-above-cores', together(3), ten)).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('3 engine threads of 3 models on 2 cores: how much slower each is than alone'),
  })
  expect(check('threads-above-cores', together(2), ten)?.status).toBe('ok')
})
