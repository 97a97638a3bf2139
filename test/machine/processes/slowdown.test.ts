import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { noteSlowed, slowdown, slowdownVariable, slowedThings } from '../../../src/machine/processes/slowdown.ts'

afterEach(() => vi.unstubAllEnvs())

test('nothing is slowed down that was not asked for in full', () => {
  expect(slowdown()).toBeNull()
  for (const given of ['', '0.1', '10 /log', 'yes', '0.1 ']) {
    vi.stubEnv(slowdownVariable, given)
    expect(slowdown()).toBeNull()
  }
})

test('a share and a file, in which each thing is noted once', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slowdown-'))
  const log = join(folder, 'a log')
  vi.stubEnv(slowdownVariable, `0.1 ${log}`)
  expect(slowdown()).toEqual({ by: 0.1, log })
  expect(slowedThings(log)).toEqual(new Set())
  noteSlowed('port 1')
  noteSlowed('port 1')
  noteSlowed('model')
  expect(slowedThings(log)).toEqual(new Set(['port 1', 'model']))
  rmSync(folder, { recursive: true })
})
