import { expect, test } from 'vitest'
import type { Conditions } from '../../src/machine/meters/conditions.ts'
import { buildRun } from '../../src/runs/build-run.ts'
import { runEnd, runHeader } from '../support/samples.ts'
import { ten } from './support/checked-run.ts'

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
  throttles: null,
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
  expect(statusesUnder({ thermalPressure: null, throttles: 3 })).toEqual({ 'thermal-pressure': 'warning' })
  expect(statusesUnder({ thermalPressure: null, throttles: 0 })).toEqual({})
  expect(statusesUnder({ thermalPressure: 1 })).toEqual({ 'thermal-pressure': 'warning' })
  expect(statusesUnder({ thermalPressure: 2 })).toEqual({ 'thermal-pressure': 'invalid' })
})
