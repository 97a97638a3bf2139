import { expect, test } from 'vitest'
import { runWindows } from '../../../src/runs/energy/run-windows.ts'
import { isHere, whereComputed } from '../../../src/runs/energy/where-computed.ts'
import { completedSample, runHeader } from '../../support/samples.ts'

const requests = [completedSample(0, 10), completedSample(20, 30), { ...completedSample(100, 10), slot: 2 }]

test('a run alone has one window, one in turns one for each of them', () => {
  expect(runWindows(requests, false)).toEqual([{ from: 0, to: 110 }])
  expect(runWindows(requests, true)).toEqual([
    { from: 0, to: 50 },
    { from: 100, to: 110 },
  ])
  expect(runWindows([], true)).toEqual([])
})

test('arms are computed on one device, on both, or nobody knows', () => {
  const { facts } = runHeader()
  const on = (backend: typeof facts.target.backend, gpuLayers = 5) => ({
    target: { ...facts.target, backend, gpuLayers, totalLayers: 5 },
  })
  expect(whereComputed([on('cpu'), on('cpu')])).toBe('cpu')
  expect(whereComputed([on('cuda')])).toBe('gpu')
  expect(whereComputed([on('cuda', 3)])).toBe('both')
  expect(whereComputed([on('cuda'), on('cpu')])).toBe('both')
  expect(whereComputed([on('cuda'), on(null)])).toBe('unknown')
})

test('an address is not known to be this machine, unless its bench says so; a server of ours is', () => {
  const { facts } = runHeader()
  const remote = { local: false, target: { ...facts.target, kind: 'endpoint' as const } }
  expect(isHere(facts, false)).toBe(true)
  expect(isHere(remote, false)).toBe(false)
  expect(isHere(remote, true)).toBe(true)
  expect(isHere({ ...remote, target: { ...remote.target, kind: 'server' } }, false)).toBe(true)
  expect(isHere({ local: true, target: { ...facts.target, kind: 'simulated' } }, true)).toBe(false)
})
