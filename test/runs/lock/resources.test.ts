import { expect, test } from 'vitest'
import { planRun } from '../../../src/plan/plan.ts'
import type { RunOptions } from '../../../src/plan/run-options.ts'
import type { TargetRecord } from '../../../src/record/target.ts'
import { resourcesOf } from '../../../src/runs/lock/resources.ts'
import { runHeader } from '../../support/samples.ts'

const defaults = { requests: null, budget: 1000, warmup: null, launches: 1, anchor: false } as const

function resources(options: RunOptions, target: Partial<TargetRecord>, isAnchored = false): readonly string[] {
  const { facts } = runHeader()
  const local = target.kind === 'model'
  return resourcesOf(
    planRun('a', options, defaults),
    [{ ...facts, local, target: { ...facts.target, ...target } }],
    isAnchored,
  )
}

const onCpu = { kind: 'model', backend: 'cpu', device: 'a processor' } as const
const onGpu = { kind: 'model', backend: 'cuda', device: 'a GPU', gpuLayers: 9, totalLayers: 9 } as const

test.each([
  ['a model on the processor', onCpu, ['cpu']],
  ['one on a GPU', onGpu, ['gpu:a GPU']],
  ['one on both', { ...onGpu, gpuLayers: 5 }, ['cpu', 'gpu:a GPU']],
  ['one of which nobody knows where it is', { ...onGpu, backend: null }, ['machine']],
  ['an endpoint elsewhere', { kind: 'endpoint', spec: 'https://example.com/v1' }, ['endpoint:https://example.com']],
  ['an endpoint here', { kind: 'endpoint', spec: 'http://127.0.0.1:8000/v1' }, ['machine']],
  ['a task', { kind: 'task', spec: 'https://example.com' }, ['machine']],
  ['a simulated target', { kind: 'simulated', spec: 'simulated' }, []],
] as const)('by resource %s has %j', (_words, target, expected) => {
  expect(resources({ lock: 'resource' }, target)).toEqual(expected)
})

test('the machine is what a run has where nobody says otherwise; names are taken as they are', () => {
  expect(resources({}, onGpu)).toEqual(['machine'])
  expect(resources({ lock: ['gpu:1', 'a', 'a'] }, onCpu)).toEqual(['a', 'gpu:1'])
  expect(resources({ lock: ['a', 'machine'] }, onCpu)).toEqual(['machine'])
})

test('what reads or uses the machine as a whole has it', () => {
  for (const lock of ['resource', ['a']] as const) {
    expect(resources({ lock, energy: 'auto' }, onGpu)).toEqual(['machine'])
    expect(resources({ lock, roofline: 'measure' }, onGpu)).toEqual(['machine'])
    expect(resources({ lock, pageCache: 'warm', launches: 2 }, onGpu)).toEqual(['machine'])
    expect(resources({ lock }, onGpu, true)).toEqual(['machine'])
    expect(resources({ lock, energy: { watts: 30 } }, onGpu)).not.toContain('machine')
  }
})

test.each([5, 'gpu', { of: [] }])('%j is no lock', (lock) => {
  expect(() => planRun('a', { lock: lock as never }, defaults)).toThrow(
    /lock \}\): .+ is not allowed here; give 'machine', 'resource', or names of resources/u,
  )
})
