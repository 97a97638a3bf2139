import { expect, test } from 'vitest'
import { systemReason, systemReasonOr } from '../src/system-error.ts'

test.for([
  ['ENOSPC', 'ENOSPC, the disk is full: free some space'],
  ['EMFILE', 'EMFILE, one process may not open so many files and connections: raise the limit (ulimit -n)'],
  ['EISDIR', 'EISDIR'],
] as const)('%s', ([code, reason]) => {
  expect(systemReason(Object.assign(new Error('failed'), { code }))).toBe(reason)
})

test('what has no code is told in its own words', () => {
  expect(systemReason(new Error('it broke'))).toBe('it broke')
  expect(systemReason('text')).toBe('text')
})

test('another way out stands behind the first, or in its place', () => {
  const full = Object.assign(new Error('failed'), { code: 'ENOSPC' })
  expect(systemReasonOr(full, 'go')).toBe('ENOSPC, the disk is full: free some space, or go')
  expect(systemReasonOr(Object.assign(new Error('failed'), { code: 'EISDIR' }), 'go')).toBe('EISDIR: go')
})
