import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { physicalCoresFromSys } from '../../../src/machine/facts/core-topology.ts'

test('processors that name the same siblings share a core', () => {
  const folder = mkdtempSync(join(tmpdir(), 'topology-test-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  expect(physicalCoresFromSys(folder)).toBeNull()
  for (const [index, siblings] of ['0,2', '1,3', '0,2', '1,3'].entries()) {
    const topology = join(folder, `cpu${index}`, 'topology')
    mkdirSync(topology, { recursive: true })
    writeFileSync(join(topology, 'thread_siblings_list'), `${siblings}\n`)
  }
  mkdirSync(join(folder, 'cpufreq'))
  expect(physicalCoresFromSys(folder)).toBe(2)
})
