import { expect, test } from 'vitest'
import type { Conditions } from '../../src/machine/meters/conditions.ts'
import { buildRun } from '../../src/runs/build-run.ts'
import type { RunHeader } from '../../src/plan/header.ts'
import type { CheckRecord } from '../../src/record/check.ts'
import type { Sample } from '../../src/samples/sample.ts'
import { completedSample, runEnd, runHeader } from '../support/samples.ts'

function check(id: string, header: RunHeader, samples: readonly Sample[], end = runEnd): CheckRecord | undefined {
  return buildRun(header, samples, end).record.checks.find((found) => found.id === id)
}

const ten = Array.from({ length: 10 }, (_, i) => completedSample(i * 20, 10))

test('a budget that cut the run short is said with both numbers', () => {
  expect(check('budget-cut', runHeader(), ten)).toBeUndefined()
  const cut = check('budget-cut', runHeader(), ten.slice(0, 4), { ...runEnd, endedBy: 'budget' })
  expect(cut).toMatchObject({ status: 'warning' })
  expect(cut?.message).toContain('after 4 of 10 requests')
})

test('answers that stop early are a warning, and invalid where equal work was asked for', () => {
  const early = [...ten.slice(0, 5), ...Array.from({ length: 5 }, (_, i) => completedSample(300 + i, 2, 2))]
  expect(check('early-stop', runHeader(), ten)?.status).toBe('ok')
  expect(check('early-stop', runHeader(), early)).toMatchObject({ status: 'warning' })
  const workload = { ...runHeader().workload, ignoreEos: true }
  expect(check('early-stop', runHeader({ workload }), early)).toMatchObject({ status: 'invalid' })
})

test('a GPU that holds no layer is invalid, one that holds some is ok, a CPU is neither', () => {
  const on = (backend: 'cpu' | 'metal', gpuLayers: number): RunHeader => {
    const { facts } = runHeader()
    return runHeader({ facts: { ...facts, target: { ...facts.target, backend, gpuLayers } } })
  }
  expect(check('gpu-unused', on('metal', 0), ten)?.status).toBe('invalid')
  expect(check('gpu-unused', on('metal', 5), ten)?.status).toBe('ok')
  expect(check('gpu-unused', on('cpu', 0), ten)).toBeUndefined()
})

test('more threads than cores is a warning', () => {
  const { facts } = runHeader()
  const many = runHeader({ facts: { ...facts, target: { ...facts.target, threads: 4096 } } })
  expect(check('threads-above-cores', many, ten)?.status).toBe('warning')
  expect(check('threads-above-cores', runHeader(), ten)?.status).toBe('ok')
})

test('clients in step are told from clients that are spread', () => {
  const plan = { ...runHeader().plan, concurrency: 4 }
  const clients = (offset: (stream: number) => number): Sample[] =>
    [0, 1, 2, 3].flatMap((stream) =>
      Array.from({ length: 10 }, (_, i) => ({ ...completedSample(i * 101 + offset(stream), 100), stream })),
    )
  expect(
    check(
      'lock-step',
      runHeader({ plan }),
      clients(() => 0),
    )?.status,
  ).toBe('warning')
  expect(
    check(
      'lock-step',
      runHeader({ plan }),
      clients((stream) => stream * 25),
    )?.status,
  ).toBe('ok')
  expect(check('lock-step', runHeader(), ten)).toBeUndefined()
})

const quiet: Conditions = {
  lagP99Ms: 0,
  lagMaxMs: 0,
  swapIns: 0,
  otherHosts: 0,
  otherHostsCores: 0,
  othersCores: 0,
  ownCores: 0,
  loadAverage: 0,
  onBattery: false,
  lowPower: false,
  thermalPressure: 0,
}

function statusesUnder(conditions: Partial<Conditions>): Record<string, string> {
  const { record } = buildRun(runHeader(), ten, { ...runEnd, conditions: { ...quiet, ...conditions } })
  const watched = new Set([
    'event-loop-lag',
    'load-before',
    'low-power',
    'machine-busy',
    'on-battery',
    'other-hosts',
    'swap-in',
    'thermal-pressure',
  ])
  return Object.fromEntries(
    record.checks.filter(({ id, status }) => watched.has(id) && status !== 'ok').map(({ id, status }) => [id, status]),
  )
}

test('each condition of the machine trips its own check, and no other', () => {
  expect(statusesUnder({})).toEqual({})
  expect(statusesUnder({ lagP99Ms: 0.3 })).toEqual({ 'event-loop-lag': 'warning' })
  expect(statusesUnder({ lagMaxMs: 200 })).toEqual({ 'event-loop-lag': 'warning' })
  expect(statusesUnder({ lagP99Ms: 3 })).toEqual({ 'event-loop-lag': 'invalid' })
  expect(statusesUnder({ loadAverage: 3.5 })).toEqual({ 'load-before': 'warning' })
  expect(statusesUnder({ othersCores: 1 })).toEqual({ 'machine-busy': 'warning' })
  expect(statusesUnder({ onBattery: true })).toEqual({ 'on-battery': 'warning' })
  expect(statusesUnder({ otherHosts: 1, otherHostsCores: 0.5 })).toEqual({ 'other-hosts': 'invalid' })
  expect(statusesUnder({ swapIns: 5 })).toEqual({ 'swap-in': 'invalid' })
  expect(statusesUnder({ lowPower: true })).toEqual({ 'low-power': 'warning' })
  expect(statusesUnder({ thermalPressure: 1 })).toEqual({ 'thermal-pressure': 'warning' })
  expect(statusesUnder({ thermalPressure: 2 })).toEqual({ 'thermal-pressure': 'invalid' })
})
