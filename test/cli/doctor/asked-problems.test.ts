import { expect, test } from 'vitest'
import { askedProblems } from '../../../src/cli/doctor/asked-problems.ts'
import type { FoundEndpoint } from '../../../src/cli/doctor/examination.ts'
import { energyOf } from '../../../src/cli/doctor/found-energy.ts'
import type { MeterState } from '../../../src/machine/meters/energy/meter-states.ts'

const rapl: MeterState = {
  name: 'rapl',
  scope: null,
  rails: [],
  reason: 'only root may',
  remedy: 'sudo chmod a+r',
  format: 'read, never seen',
}
const nvidia: MeterState = { ...rapl, name: 'nvidia-smi', scope: 'gpu', reason: null, remedy: null }

const ofMeter = (meters: readonly MeterState[], meter: 'auto' | MeterState['name'] | null) =>
  askedProblems({ energy: energyOf(meters), endpoint: null, asked: { backend: null, meter } })

const there: FoundEndpoint = {
  url: 'http://127.0.0.1:8080/v1',
  reachable: true,
  server: null,
  models: ['a'],
  suggestedUrl: null,
  reason: null,
}
const ofEndpoint = (changes: Partial<FoundEndpoint>) =>
  askedProblems({ energy: energyOf([]), endpoint: { ...there, ...changes }, asked: { backend: null, meter: null } })

test('a meter that was asked for and cannot work is an error with its remedy; nobody asked, nothing is wrong', () => {
  expect(ofMeter([rapl], null)).toEqual([])
  expect(ofMeter([rapl], 'rapl')).toEqual([
    { level: 'error', problem: 'the meter rapl does not work here: only root may', remedy: 'sudo chmod a+r' },
  ])
  expect(ofMeter([rapl, nvidia], 'nvidia-smi')).toEqual([])
  expect(ofMeter([rapl, nvidia], 'auto')).toEqual([])
  expect(ofMeter([rapl], 'auto')).toMatchObject([
    { level: 'error', problem: 'no meter of energy works here (rapl: only root may)' },
  ])
})

test('an endpoint that is not there is an error; one that answers without a list is a warning', () => {
  expect(ofEndpoint({})).toEqual([])
  const reason = 'endpoint http://127.0.0.1:9 is not there (ECONNREFUSED): start the server, or correct the url'
  expect(ofEndpoint({ reachable: false, models: [], reason })).toEqual([
    {
      level: 'error',
      problem: 'endpoint http://127.0.0.1:9 is not there (ECONNREFUSED)',
      remedy: 'start the server, or correct the url',
    },
  ])
  expect(ofEndpoint({ models: [], reason: 'x answered /models with 401: give a valid apiKey' })).toMatchObject([
    { level: 'warning', remedy: 'give a valid apiKey' },
  ])
  expect(ofEndpoint({ models: [] })).toMatchObject([{ level: 'warning', problem: expect.stringContaining('lists no') }])
  expect(ofEndpoint({ suggestedUrl: 'http://127.0.0.1:8080/v1' })).toMatchObject([
    { level: 'warning', remedy: 'give a bench the url http://127.0.0.1:8080/v1' },
  ])
})
