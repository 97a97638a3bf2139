import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { noisePath, readNoiseFloor, saveNoiseFloors } from '../../src/baseline/noise-file.ts'
import type { Fingerprint } from '../../src/record/environment.ts'

const fingerprint = { hash: 'abc', fields: {} } as unknown as Fingerprint
const floor = {
  key: 'a.bench.ts › t › r',
  metric: 'latency',
  variance: 0.001,
  degrees: 4,
  within: { variance: 0.0001, degrees: 30 },
  n: 200,
  launches: 5,
  measuredAt: '2026-01-01T00:00:00.000Z',
} as const

test('floors of a fingerprint are kept by run and metric, and replaced one by one', () => {
  const root = mkdtempSync(join(tmpdir(), 'noise-'))
  try {
    expect(readNoiseFloor(root, fingerprint, floor)).toBeNull()
    saveNoiseFloors(root, fingerprint, [floor, { ...floor, metric: 'ttft' }])
    saveNoiseFloors(root, fingerprint, [{ ...floor, variance: 0.002 }])
    expect(readNoiseFloor(root, fingerprint, floor)).toMatchObject({ variance: 0.002, degrees: 4 })
    expect(readNoiseFloor(root, fingerprint, { key: floor.key, metric: 'ttft' })).toMatchObject({ variance: 0.001 })
    expect(readNoiseFloor(root, { ...fingerprint, hash: 'other' }, floor)).toBeNull()
    writeFileSync(noisePath(root, fingerprint), '{}')
    expect(() => readNoiseFloor(root, fingerprint, floor)).toThrow('measure them again with llm-bench noise')
  } finally {
    rmSync(root, { recursive: true })
  }
})
