import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nvidiaDriver } from '../../../../src/machine/facts/nvidia/driver.ts'
import { h200Driver } from '../../meters/energy/sources/h200.ts'

// Read, never seen: the file as the driver's documentation shows it, and that of its open modules.
test.each([
  [
    'NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023\nGCC version:',
    '535.104.05',
  ],
  ['NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build', '570.86.15'],
  // Recorded.
  [h200Driver, '580.159.04'],
  ['GCC version:  gcc version 12.2.0', null],
  ['', null],
])('%s', (text, version) => {
  const folder = mkdtempSync(join(tmpdir(), 'driver-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'version')
  expect(nvidiaDriver(path)).toBeNull()
  writeFileSync(path, text)
  expect(nvidiaDriver(path)).toBe(version)
})
