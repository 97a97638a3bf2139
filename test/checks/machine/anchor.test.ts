import { expect, test } from 'vitest'
import { anchorCheck } from '../../../src/checks/machine/anchor.ts'

const usual = { beforeMs: 2, afterMs: 2.1, historyMs: 2, history: 6, ratioBefore: 1, ratioAfter: 1.05 }

test('as usual, slower than usual, changed meanwhile, without a history, not measured', () => {
  expect(anchorCheck(usual)).toMatchObject({ id: 'anchor', status: 'ok' })
  const slower = { ...usual, beforeMs: 2.5, afterMs: 2.5, ratioBefore: 1.25, ratioAfter: 1.25 }
  expect(anchorCheck(slower)).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('1.25 times its usual time on this machine: look for heat'),
  })
  // Two figures say nothing of what is usual.
  expect(anchorCheck({ ...slower, history: 2 }).status).toBe('ok')
  for (const afterMs of [2.5, 1.6]) expect(anchorCheck({ ...usual, afterMs }).message).toContain('changed meanwhile')
  const first = { ...usual, historyMs: null, history: 0, ratioBefore: null, ratioAfter: null }
  expect(anchorCheck(first)).toMatchObject({ status: 'ok', message: expect.stringContaining('no history yet') })
  expect(anchorCheck({ ...first, beforeMs: null }).status).toBe('ok')
})
