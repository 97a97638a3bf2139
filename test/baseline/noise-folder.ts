import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import type { NoiseFloorRecord } from '../../src/record/baseline.ts'

/** The noise floor of a bench's latency. */
export const latencyFloor: NoiseFloorRecord = {
  key: 'a.bench.ts › t › r',
  metric: 'latency',
  variance: 0.001,
  degrees: 4,
  within: { variance: 0.0001, degrees: 30 },
  n: 200,
  launches: 5,
  measuredAt: '2026-01-01T00:00:00.000Z',
}

/** Gives each test of a file an empty folder, which is gone after the last of them; called in a test, its path. */
export function freshFolders(): () => string {
  const folders: string[] = []
  beforeEach(() => {
    folders.push(mkdtempSync(join(tmpdir(), 'noise-')))
  })
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))
  return () => folders.at(-1) ?? ''
}
