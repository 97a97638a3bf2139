import { expect, test } from 'vitest'
import { endpointHeader } from '../../support/endpoint-samples.ts'
import { conditions, found, sound } from '../support/endpoint-checks.ts'

test('the other processes of a load are not other processes', () => {
  const three = { ...conditions({ othersCores: 1.5, ownCores: 0.7 }), loadHosts: 3 }
  expect(found('machine-busy', endpointHeader(), sound, three)).toMatchObject({ status: 'ok' })
  expect(found('machine-busy', endpointHeader(), sound, { ...three, loadHosts: 2 })).toMatchObject({
    status: 'warning',
  })
})
