import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorCode } from '../../src/models/error-code.ts'

test('a system error has a code, others have none', () => {
  let caught: unknown
  try {
    readFileSync('/no/such/file')
  } catch (error) {
    caught = error
  }
  expect(errorCode(caught)).toBe('ENOENT')
  expect(errorCode(new Error('plain'))).toBeNull()
  expect(errorCode('text')).toBeNull()
})
