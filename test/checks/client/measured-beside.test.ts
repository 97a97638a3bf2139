import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { conditions, found, sound } from '../support/endpoint-checks.ts'

const header = { ...endpointHeader({ kind: 'model' }), resources: ['gpu:0'] }

test('a run that had the machine has nothing beside it', () => {
  expect(found('measured-beside', endpointHeader(), sound)).toBeUndefined()
})

test('what was measured at the same time is named', () => {
  expect(found('measured-beside', header, sound, { beside: [] })).toEqual({
    id: 'measured-beside',
    status: 'ok',
    protects: ['all'],
    message: 'nothing else was measured meanwhile; it had gpu:0 for itself',
  })
  expect(found('measured-beside', header, sound, { beside: ['a', 'b', 'c', 'd', 'e'] })).toMatchObject({
    status: 'warning',
    message:
      'a, b, c and 2 more measured at the same time, this run had gpu:0 for itself: ' +
      'where they share more than that, give it the machine (lock)',
  })
  expect(found('measured-beside', { ...header, resources: [] }, sound, { beside: ['a'] })?.message).toMatch(
    /had nothing of this machine for itself/u,
  )
})

test('of a run whose end nobody wrote down it is not known', () => {
  expect(found('measured-beside', header, sound)).toMatchObject({
    status: 'warning',
    message: 'nobody can tell what was measured meanwhile: measure it again',
  })
})

test('processes of runs beside it are not told from others, and make nothing invalid', () => {
  const busy = conditions({ otherHosts: 1, otherHostsCores: 1, othersCores: 1 })
  expect(found('other-hosts', header, sound, busy)?.status).toBe('invalid')
  const beside = { ...busy, beside: ['a'] }
  expect(found('other-hosts', header, sound, beside)).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/used 1\.00 of a core, those of runs beside it \(measured-beside\) among them$/u),
  })
  expect(found('machine-busy', header, sound, beside)).toMatchObject({
    status: 'warning',
    message: expect.stringMatching(/those of runs beside it \(measured-beside\) among them$/u),
  })
})
