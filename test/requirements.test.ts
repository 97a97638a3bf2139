import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { requireNode, requireVitest } from '../src/requirements.ts'

test.for(['18.20.8', '20.20.2', '21.7.3', '22.0.0', '22.11.0'])('Node %s is refused with what is needed', (version) => {
  expect(() => requireNode(version)).toThrow(
    `Node 22.12 or later is needed, this is v${version}: install a newer one from https://nodejs.org`,
  )
})

test.for(['22.12.0', '22.20.1', '23.0.0', '24.21.0', '26.0.0-nightly'])('Node %s is taken', (version) => {
  expect(() => requireNode(version)).not.toThrow()
})

test.for(['0.34.6', '2.1.9', '3.2.7', '4.1.12', '5.0.5', '5.0.0-rc.4'])('Vitest %s is refused', (version) => {
  expect(() => requireVitest(version)).toThrow(`Vitest 5.1 or later is needed, this is ${version}: npm install`)
})

test.for(['5.1.0-beta.1', '5.1.0', '5.1.1', '5.12.0', '6.0.0'])('Vitest %s is taken', (version) => {
  expect(() => requireVitest(version)).not.toThrow()
})

test('whoever prints the error prints one line', () => {
  let thrown: unknown = null
  try {
    requireVitest('4.1.12')
  } catch (error) {
    thrown = error
  }
  expect(inspect(thrown).split('\n')).toHaveLength(1)
  expect(thrown).toHaveProperty('code', 'unsupported-version')
})
